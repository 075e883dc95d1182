using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ShopFloorTwin.Intake.Tests;

/// <summary>Whatever the bytes: items or a problem, never an exception. FsCheck prints the seed of a failure.</summary>
public sealed class EventBatchFuzzTests
{
    private static readonly byte[] Batch = Encoding.UTF8.GetBytes(
        """
        [{"specversion":"1.0","id":"1","source":"/mes","type":"stock.level.v1","subject":"component/C-10","time":"2026-11-02T05:00:00Z","data":{"onHand":1}},
         {"specversion":"1.0","id":"2","source":"/mes","type":"operation.started.v1","subject":"order/MO-1","time":"2026-11-02T05:00:00Z","data":{"operation":"10"}}]
        """);

    private static bool IsAnswered(byte[] body) => Enum.GetValues<EventFormat>().All(format =>
    {
        var batch = EventBatchReader.Read(body, format);
        return (batch.Problem is null || batch.Items.Count == 0)
            && batch.Items.Select((item, index) => item.Index == index && item.Reading.Event is null == item.Reading.Refusal is not null).All(fine => fine);
    });

    [Fact]
    public void Any_bytes_are_answered() =>
        Prop.ForAll<byte[]>(body => IsAnswered(body ?? [])).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void A_batch_with_changed_bytes_is_answered() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(ushort Place, byte Value)[]>(), changes =>
        {
            var body = (byte[])Batch.Clone();
            foreach (var (place, value) in changes)
                body[place % body.Length] = value;
            return IsAnswered(body);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void A_batch_cut_off_anywhere_is_a_problem_of_the_body()
    {
        for (var length = 0; length < Batch.Length; length++)
            Assert.Equal(400, EventBatchReader.Read(Batch.AsMemory(0, length), EventFormat.Batch).Problem?.Status);
    }
}
