using Orleans.Runtime;

namespace ShopFloorTwin.Orleans.Tests.Schema;

/// <summary>What wakes a grain, and which silo reads it.</summary>
public sealed class ReminderTests : OrleansTablesTest
{
    static readonly DateTime Noon = new(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc);

    IReminderTable Table { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Table = await Tables.RemindersAsync();
    }

    [Fact]
    public async Task A_reminder_is_read_back_as_it_is()
    {
        var grain = Grain(1);

        var version = await Table.UpsertRow(Reminder(grain, "follow", TimeSpan.FromMinutes(1)));

        var read = await Table.ReadRow(grain, "follow");
        Assert.Equal((grain, "follow", Noon, TimeSpan.FromMinutes(1), version), (read!.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Null(await Table.ReadRow(grain, "other"));
        Assert.Null(await Table.ReadRow(Grain(2), "follow"));
    }

    [Fact]
    public async Task Set_again_it_is_one_reminder_of_another_version()
    {
        var first = await Table.UpsertRow(Reminder(Grain(1), "follow", TimeSpan.FromMinutes(1)));

        // More milliseconds than an int holds, which the provider sends as another type.
        var second = await Table.UpsertRow(Reminder(Grain(1), "follow", TimeSpan.FromDays(40)));

        Assert.NotEqual(first, second);
        var read = Assert.Single((await Table.ReadRows(Grain(1))).Reminders);
        Assert.Equal((TimeSpan.FromDays(40), second), (read.Period, read.ETag));
    }

    [Fact]
    public async Task Set_by_many_at_once_it_is_one_reminder()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Tables.RemindersAsync()));

        var versions = await Task.WhenAll(all.Select((table, i) => Task.Run(() => table.UpsertRow(Reminder(Grain(1), "follow", TimeSpan.FromMinutes(1 + i))))));

        Assert.Equal(4, versions.Distinct().Count());
        Assert.Contains(Assert.Single((await Table.ReadRows(Grain(1))).Reminders).ETag, versions);
    }

    [Fact]
    public async Task Only_who_knows_the_version_deletes_it()
    {
        var old = await Table.UpsertRow(Reminder(Grain(1), "follow", TimeSpan.FromMinutes(1)));
        var current = await Table.UpsertRow(Reminder(Grain(1), "follow", TimeSpan.FromMinutes(2)));

        Assert.False(await Table.RemoveRow(Grain(1), "follow", old!));
        Assert.False(await Table.RemoveRow(Grain(2), "follow", current!));
        Assert.NotNull(await Table.ReadRow(Grain(1), "follow"));

        Assert.True(await Table.RemoveRow(Grain(1), "follow", current!));
        Assert.Null(await Table.ReadRow(Grain(1), "follow"));
        Assert.False(await Table.RemoveRow(Grain(1), "follow", current!));
    }

    [Fact]
    public async Task Made_anew_it_is_not_deleted_by_who_knew_the_old_one()
    {
        var old = await Table.UpsertRow(Reminder(Grain(1), "follow", TimeSpan.FromMinutes(1)));
        await Table.RemoveRow(Grain(1), "follow", old!);
        await Table.UpsertRow(Reminder(Grain(1), "follow", TimeSpan.FromMinutes(1)));

        Assert.False(await Table.RemoveRow(Grain(1), "follow", old!));

        Assert.NotNull(await Table.ReadRow(Grain(1), "follow"));
    }

    [Fact]
    public async Task Clearing_them_leaves_none()
    {
        await Table.UpsertRow(Reminder(Grain(1), "follow", TimeSpan.FromMinutes(1)));

        await Table.TestOnlyClearTable();

        Assert.Empty((await Table.ReadRows(0, 0)).Reminders);
    }

    [Fact]
    public async Task Each_range_of_the_ring_gives_the_reminders_in_it_also_over_the_rings_end()
    {
        var grains = Enumerable.Range(0, 40).Select(Grain).ToArray();
        foreach (var grain in grains)
            await Table.UpsertRow(Reminder(grain, "follow", TimeSpan.FromMinutes(1)));
        uint[] ends =
        [
            0, 1, int.MaxValue - 1u, int.MaxValue, int.MaxValue + 1u, uint.MaxValue - 1, uint.MaxValue,
            .. grains.Take(6).SelectMany(g => new[] { g.GetUniformHashCode(), g.GetUniformHashCode() - 1 }),
        ];
        foreach (var begin in ends)
        {
            foreach (var end in ends)
            {
                var expected = grains.Where(g => InRange(g.GetUniformHashCode(), begin, end)).Order();
                var read = (await Table.ReadRows(begin, end)).Reminders.Select(r => r.GrainId).Order();
                Assert.True(expected.SequenceEqual(read), $"({begin}, {end}]");
            }
        }
    }

    [Fact]
    public async Task Two_halves_of_the_ring_share_all_reminders_out()
    {
        var grains = Enumerable.Range(0, 40).Select(Grain).ToArray();
        foreach (var grain in grains)
            await Table.UpsertRow(Reminder(grain, "follow", TimeSpan.FromMinutes(1)));

        var one = (await Table.ReadRows(0x4000_0000, 0xC000_0000)).Reminders.Select(r => r.GrainId).ToArray();
        var other = (await Table.ReadRows(0xC000_0000, 0x4000_0000)).Reminders.Select(r => r.GrainId).ToArray();

        Assert.NotEmpty(one);
        Assert.NotEmpty(other);
        Assert.Equal(grains.Order(), one.Concat(other).Order());
    }

    // The begin is outside, the end inside; with one as the other it is the whole ring.
    static bool InRange(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    static GrainId Grain(int number) => GrainId.Create("sitefeed", $"site-{number}");

    static ReminderEntry Reminder(GrainId grain, string name, TimeSpan period) => new() { GrainId = grain, ReminderName = name, StartAt = Noon, Period = period };
}
