using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Tests.Events;

/// <summary>Whatever the bytes: an event or a refusal, never an exception. FsCheck prints the seed of a failure.</summary>
public sealed class EventFuzzTests
{
    private static readonly byte[][] Bodies = [.. SampleEvents.All.Select(SampleEvents.Body)];

    private static bool IsAnswered(byte[] bytes)
    {
        var reading = EventReader.Read(bytes);
        return reading.Event is null != reading.Refusal is null && reading.Refusal is not { Detail.Length: 0 or > 2_000 };
    }

    [Fact]
    public void Any_bytes_are_answered() =>
        Prop.ForAll<byte[]>(bytes => IsAnswered(bytes ?? [])).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void An_event_cut_off_anywhere_is_malformed()
    {
        foreach (var body in Bodies)
        {
            for (var length = 0; length < body.Length; length++)
                Assert.Equal("malformed", EventReader.Read(body.AsMemory(0, length)).Refusal?.Type);
        }
    }

    [Fact]
    public void An_event_with_changed_bytes_is_answered() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(byte Event, (ushort Place, byte Value)[] Changes)>(), mutation =>
        {
            var bytes = (byte[])Bodies[mutation.Event % Bodies.Length].Clone();
            foreach (var (place, value) in mutation.Changes)
                bytes[place % bytes.Length] = (byte)(value & 0x7F);
            return IsAnswered(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void A_wrong_value_at_any_path_is_answered()
    {
        string[] wrong =
        [
            "null", "true", "-1", "1e999", "123456789012345678901234567890", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[null]", "[{}]", "[\"\"]",
            "\"NaN\"", $"\"{new string('x', 5_000)}\"", new string('[', 40) + new string(']', 40),
        ];
        foreach (var data in SampleEvents.All.SkipLast(1))
        {
            foreach (var path in Mutations.PathsOf(SampleEvents.Json(data)))
            {
                foreach (var value in wrong)
                    Assert.True(IsAnswered(Mutations.Replace(SampleEvents.Json(data), path, value)), $"{data.GetType().Name} {path} = {value}");
            }
        }
    }

    [Fact]
    public void An_escaped_half_character_is_malformed() =>
        Assert.Equal("malformed", SampleEvents.Read(EventTypes.MachineState, "work-center/WC", """{"state":"\ud800"}""").Refusal?.Type);
}
