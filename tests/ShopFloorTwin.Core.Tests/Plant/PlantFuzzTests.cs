using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Plant;

/// <summary>Whatever the bytes: a sound document or problems, never an exception. FsCheck prints the seed of a failure.</summary>
public sealed class PlantFuzzTests
{
    private static readonly byte[] Example = Encoding.UTF8.GetBytes(ExamplePlant.Text);

    private static bool IsAnswered(byte[] bytes)
    {
        var reading = PlantReader.Read(bytes);
        return reading.Document is null == reading.Problems.Count > 0 && reading.Problems.Count <= Limits.PlantProblems;
    }

    [Fact]
    public void Any_bytes_are_answered() =>
        Prop.ForAll<byte[]>(bytes => IsAnswered(bytes ?? [])).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void A_document_cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < Example.Length; length++)
            Assert.Null(PlantReader.Read(Example.AsSpan(0, length)).Document);
    }

    [Fact]
    public void A_document_with_changed_bytes_is_answered() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(int Place, byte Value)[]>(), changes =>
        {
            var bytes = (byte[])Example.Clone();
            foreach (var (place, value) in changes)
                bytes[(int)((uint)place % bytes.Length)] = (byte)(value & 0x7F);
            return IsAnswered(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void A_wrong_value_at_any_path_is_answered()
    {
        string[] wrong = ["null", "true", "-1", "1e999", "\"\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[]]", "\"2026-11-02T05:00:00Z\""];
        foreach (var path in Mutations.PathsOf(ExamplePlant.Json()))
        {
            foreach (var value in wrong)
            {
                var bytes = Mutations.Replace(ExamplePlant.Json(), path, value);
                Assert.True(IsAnswered(bytes), $"{path} = {value}");
            }
        }
    }
}
