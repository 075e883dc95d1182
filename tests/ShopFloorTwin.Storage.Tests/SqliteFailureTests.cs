using Microsoft.Data.Sqlite;
using ShopFloorTwin.Storage.Sqlite;

namespace ShopFloorTwin.Storage.Tests;

/// <summary>What goes wrong with a file, and that the journal is whole before, during and after.</summary>
public sealed class SqliteFailureTests : StoreTest<SqlitePlace>
{
    SqliteWriter Writer => ((SqliteStore)Store).TwinFile.Writer;

    Task<AppendResult[]> AppendAsync(string prefix, int count) => AppendAsync(Samples.Events(prefix, count));

    async Task<AppendResult[]> AppendAsync(JournalEntry[] entries) => [.. await Journal.AppendAsync(Samples.Site, entries, Cancellation)];

    async Task<string> UnavailableAsync(Func<Task> append) => (await Assert.ThrowsAsync<StoreUnavailableException>(append)).Message;

    async Task<string> RefusedAsync() => (await Assert.ThrowsAsync<StoreRefusedException>(Place.OpenAsync)).Message;

    [Fact]
    public async Task A_full_disk_takes_nothing_and_goes_on_when_there_is_room()
    {
        await AppendAsync("a", 3);
        await Writer.RunAsync(c => c.Scalar<long>("PRAGMA max_page_count=1"), Cancellation);

        var message = await UnavailableAsync(() => AppendAsync("b", 2_000));
        Assert.Contains("full", message, StringComparison.Ordinal);
        Assert.Equal(3, (await Journal.AllAsync()).Count);

        await Writer.RunAsync(c => c.Scalar<long>("PRAGMA max_page_count=1000000"), Cancellation);
        Assert.Equal(new(4, false), (await AppendAsync("b", 2_000))[0]);
        await Journal.AssertSoundAsync(2_003);
    }

    [Fact]
    public async Task A_file_locked_by_another_program_takes_nothing_and_goes_on_when_it_is_free()
    {
        await AppendAsync("a", 3);
        await using (var other = new SqliteConnection($"Data Source={Place.TwinPath};Pooling=False"))
        {
            await other.OpenAsync(Cancellation);
            other.Raw("BEGIN IMMEDIATE");
            Assert.Contains("locked by another program", await UnavailableAsync(() => AppendAsync("b", 2)), StringComparison.Ordinal);
            Assert.Equal(3, (await Journal.AllAsync()).Count);
            other.Raw("ROLLBACK");
        }

        Assert.Equal([new(4, false), new(5, false)], await AppendAsync("b", 2));
        await Journal.AssertSoundAsync(5);
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_says_so_and_is_opened_anew()
    {
        await AppendAsync("a", 1);
        await Writer.RunAsync(c => c.Execute("PRAGMA query_only=1"), Cancellation);

        Assert.Contains("cannot be written", await UnavailableAsync(() => AppendAsync("b", 2)), StringComparison.Ordinal);
        Assert.Equal([new(2, false), new(3, false)], await AppendAsync("b", 2));
    }

    [Fact]
    public async Task A_failure_in_the_middle_of_a_batch_leaves_none_of_it()
    {
        await AppendAsync("a", 1);
        await Writer.RunAsync(
            c => c.Execute("CREATE TRIGGER fail BEFORE INSERT ON journal WHEN new.id = 'b-7' BEGIN SELECT RAISE(ROLLBACK, 'the disk is gone'); END"), Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => AppendAsync("b", 10));
        Assert.Single(await Journal.AllAsync());

        await Writer.RunAsync(c => c.Execute("DROP TRIGGER fail"), Cancellation);
        Assert.Equal(new(2, false), (await AppendAsync("b", 10))[0]);
        await Journal.AssertSoundAsync(11);
    }

    [Fact]
    public async Task Two_sources_first_seen_in_a_batch_that_failed_are_found_again()
    {
        await Writer.RunAsync(c => c.Scalar<long>("PRAGMA max_page_count=1"), Cancellation);
        JournalEntry[] entries = [Samples.Event("1", "//new/a"), Samples.Event("1", "//new/b", text: new string('x', 60_000))];
        await UnavailableAsync(() => AppendAsync(entries));
        await Writer.RunAsync(c => c.Scalar<long>("PRAGMA max_page_count=1000000"), Cancellation);

        Assert.Equal([new(1, false), new(2, false)], await AppendAsync(entries));
        Assert.Equal([new(1, true), new(2, true)], await AppendAsync(entries));
    }

    [Fact]
    public async Task A_torn_last_write_comes_back_at_the_last_whole_commit()
    {
        var ends = new List<long>();
        var wal = Place.TwinPath + "-wal";
        for (var batch = 0; batch < 6; batch++)
        {
            await AppendAsync($"b{batch}", 5);
            ends.Add(new FileInfo(wal).Length);
        }
        await Store.Snapshots.SaveAsync(Samples.Site, new(10, Samples.Morning, "h"), [new("c", new byte[10])], Cancellation);
        await Store.Snapshots.SaveAsync(Samples.Site, new(30, Samples.Morning, "h"), [new("c", new byte[10])], Cancellation);

        foreach (var cut in (long[])[ends[5], ends[5] - 1, ends[4] + 24, ends[4], ends[2] + 2000, ends[0], ends[0] - 1])
        {
            foreach (var scribble in (bool[])[false, true])
            {
                var whole = 5 * ends.Count(end => end <= cut);
                await using var copy = await CopyAsync(cut, scribble);
                await using var store = await copy.OpenAsync();
                await store.Journal.AssertSoundAsync(whole);
                Assert.All(await store.Snapshots.ListAsync(Samples.Site, Cancellation), header => Assert.True(header.Position <= whole));
                Assert.Equal(whole >= 10, (await store.Snapshots.ListAsync(Samples.Site, Cancellation)).Count > 0);

                var next = await store.Journal.AppendAsync(Samples.Site, [Samples.Event("b0-1"), Samples.Event("next")], Cancellation);
                Assert.Equal(whole == 0 ? new(1, false) : new(1, true), next[0]);
                Assert.Equal(Math.Max(whole, 1) + 1, next[1].Position);
            }
        }
    }

    /// <summary>The folder as a power cut leaves it: the journal's log ends, or is rubbish, from a byte on.</summary>
    async Task<SqlitePlace> CopyAsync(long cut, bool scribble)
    {
        var copy = new SqlitePlace();
        foreach (var name in (string[])["twin.db", "twin.db-wal", "snapshots.db", "snapshots.db-wal"])
        {
            await using var from = new FileStream(Path.Combine(Place.Folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await using var to = File.Create(Path.Combine(copy.Folder, name));
            await from.CopyToAsync(to, Cancellation);
        }
        await using var wal = File.OpenWrite(copy.TwinPath + "-wal");
        var rubbish = (int)(wal.Length - cut);
        wal.SetLength(cut);
        wal.Position = cut;
        if (scribble)
            await wal.WriteAsync(Enumerable.Repeat((byte)0xA5, rubbish).ToArray(), Cancellation);
        return copy;
    }

    [Fact]
    public async Task A_damaged_file_is_refused_by_name()
    {
        await AppendAsync("a", 500);
        await CloseAsync();
        await using (var file = File.OpenWrite(Place.TwinPath))
            await file.WriteAsync("this is not a database any more"u8.ToArray(), Cancellation);

        var message = await RefusedAsync();
        Assert.Contains(Place.TwinPath, message, StringComparison.Ordinal);
        Assert.Contains("backup", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cut_short_is_refused()
    {
        await AppendAsync("a", 500);
        await CloseAsync();
        await using (var file = File.OpenWrite(Place.TwinPath))
            file.SetLength(file.Length / 2);

        Assert.Contains("is damaged", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_inside_the_file_is_found_by_verifying()
    {
        await AppendAsync("a", 2_000);
        await CloseAsync();
        await using (var file = File.OpenWrite(Place.TwinPath))
        {
            file.Position = file.Length / 2 / 4096 * 4096;
            await file.WriteAsync(new byte[4096], Cancellation);
        }
        await using var store = await Place.OpenAsync();

        Assert.NotEmpty((await store.Journal.VerifyAsync(Samples.Site, null, Cancellation)).Problems);
    }

    [Fact]
    public async Task A_file_of_another_program_is_refused()
    {
        await CloseAsync();
        File.Delete(Place.TwinPath);
        await using (var other = new SqliteConnection($"Data Source={Place.TwinPath};Pooling=False"))
        {
            await other.OpenAsync(Cancellation);
            other.Execute("CREATE TABLE recipes(name TEXT)");
        }

        Assert.Contains("another program", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await Writer.RunAsync(c => c.Execute("PRAGMA user_version=99"), Cancellation);
        await CloseAsync();

        Assert.Contains("version 99", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_snapshots_are_set_aside_and_the_journal_is_served()
    {
        await AppendAsync("a", 5);
        await Store.Snapshots.SaveAsync(Samples.Site, new(5, Samples.Morning, "h"), [new("c", new byte[10])], Cancellation);
        await CloseAsync();
        await File.WriteAllTextAsync(Path.Combine(Place.Folder, "snapshots.db"), new string('?', 10_000), Cancellation);

        await using var store = await Place.OpenAsync();

        Assert.Contains("set aside", store.Description, StringComparison.Ordinal);
        Assert.Empty(await store.Snapshots.ListAsync(Samples.Site, Cancellation));
        await store.Journal.AssertSoundAsync(5);
        await store.Snapshots.SaveAsync(Samples.Site, new(5, Samples.Morning, "h"), [new("c", new byte[10])], Cancellation);
    }

    [Fact]
    public async Task Snapshots_of_another_journal_are_not_used()
    {
        await AppendAsync("a", 5);
        await Store.Snapshots.SaveAsync(Samples.Site, new(5, Samples.Morning, "h"), [new("c", new byte[10])], Cancellation);
        await CloseAsync();
        File.Delete(Place.TwinPath);

        await using var store = await Place.OpenAsync();
        await store.Journal.AppendAsync(Samples.Site, Samples.Events("other", 9), Cancellation);

        Assert.Null(await store.Snapshots.FindAsync(Samples.Site, 9, Cancellation));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_unavailable_with_the_mend()
    {
        var options = Place.Options with { DataFolder = Path.Combine(Place.TwinPath, "data") };

        var message = await UnavailableAsync(async () => await Stores.OpenAsync(options, TimeProvider.System, Cancellation));
        Assert.Contains("Twin:Data", message, StringComparison.Ordinal);
    }
}
