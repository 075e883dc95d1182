using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Embedded;
using ShopFloorTwin.KillHost;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class SqliteKillTests : KillTests<SqlitePlace>;

public sealed class PostgresKillTests : KillTests<PostgresPlace>;

/// <summary>
/// A process under load, killed with SIGKILL at seeded points and started again on what it left.
/// <c>TWIN_KILLS</c> says how often (5), <c>TWIN_KILL_SEED</c> repeats a run.
/// </summary>
public abstract class KillTests<TPlace>
    where TPlace : StorePlace, new()
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private readonly HashSet<long> _acked = [];
    private long _sent;

    [Fact]
    public async Task A_killed_process_loses_nothing_acknowledged_and_counts_nothing_twice()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("TWIN_KILLS") ?? "5", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("TWIN_KILL_SEED") ?? $"{Environment.TickCount & 0xFFFF}", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"{kills} kills, seed {seed}");
        var random = new Random(seed);
        await using var place = new TPlace();
        for (var kill = 0; kill < kills; kill++)
            await RunAndKillAsync(place, random, $"kill {kill}, seed {seed}");

        await using var store = await place.OpenAsync();
        var journalled = await JournalledAsync(store.Journal);
        await using var engine = await EmbeddedEngine.StartAsync(store, new EngineOptions(), TimeProvider.System, NullLogger<EmbeddedEngine>.Instance, TestContext.Current.CancellationToken);
        var press = await (await engine.FindAsync(CountingPlant.Site, TestContext.Current.CancellationToken))!.WorkCenterAsync(CountingPlant.Press, null, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper!.WriteLine($"{_sent} sent, {_acked.Count} acknowledged, {journalled.Count} journalled");
        Assert.NotEmpty(_acked);
        Assert.Equal(journalled.Count, journalled.Distinct().Count());
        Assert.Empty(_acked.Select(CountingPlant.IdOf).Except(journalled));
        Assert.Equal(journalled.Count, press!.Good);
        Assert.InRange(press.Good, _acked.Count, _sent);
        Assert.Empty((await store.Journal.VerifyAsync(CountingPlant.Site, null, TestContext.Current.CancellationToken)).Problems);
    }

    /// <summary>Starts a process, lets it say so many lines, kills it, and reads what it had still said.</summary>
    private async Task RunAndKillAsync(TPlace place, Random random, string when)
    {
        // Some of what was acknowledged, and what was under way, is sent again.
        var from = Math.Max(0, _sent - random.Next(0, 150));
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[typeof(CountingPlant).Assembly.Location, place.Options.Store, place.Options.DataFolder, $"{from}", $"{random.Next(1000)}"])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            for (var lines = random.Next(1, 120); lines > 0; lines--)
            {
                var line = await process.StandardOutput.ReadLineAsync().WaitAsync(StartDeadline);
                Assert.True(line is not null, $"{when}: the process ended by itself");
                Note(line, when);
            }
        }
        finally
        {
            process.Kill();
        }
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            Note(line, when);
        await process.WaitForExitAsync();
        var said = await errors;
        Assert.True(said.Length == 0, $"{when}: {said}");
    }

    private void Note(string line, string when)
    {
        var words = line.Split(' ');
        // The last line may be cut off by the kill.
        if (words.Length < 3 || !long.TryParse(words[1], CultureInfo.InvariantCulture, out var from) || !long.TryParse(words[2], CultureInfo.InvariantCulture, out var to))
            return;
        if (words[0] == "open")
            Assert.True(to >= _acked.Count && to <= _sent, $"{when}: {to} pieces counted after the start; {_acked.Count} were acknowledged, {_sent} sent");
        else if (words[0] == "sent")
            _sent = Math.Max(_sent, to);
        else if (words[0] == "acked" && from < to)
            _acked.UnionWith(Enumerable.Range(0, (int)(to - from)).Select(i => from + i));
    }

    private static async Task<List<string>> JournalledAsync(IJournal journal)
    {
        var ids = new List<string>();
        for (IReadOnlyList<JournalRecord> page = []; ;)
        {
            page = await journal.ReadAsync(CountingPlant.Site, page.Count == 0 ? 0 : page[^1].Position, 5_000, TestContext.Current.CancellationToken);
            if (page.Count == 0)
                return ids;
            ids.AddRange(page.Select(record => EventReader.Read(record.Body).Event!).Where(one => one.Data is MachineCountData).Select(one => one.Id));
        }
    }
}
