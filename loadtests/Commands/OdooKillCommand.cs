using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ShopFloorTwin.LoadTests.Hosting;
using ShopFloorTwin.LoadTests.Writing;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>
/// <c>odoo-kill</c>: kill -9 of the silo, of a real Odoo and of its database in the midst of the writer's calls. At the end each
/// approved decision must stand in Odoo once.
/// </summary>
internal static class OdooKillCommand
{
    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BackMax = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var target = new OdooTargetOptions();
        var times = new Option<int>("--times") { Description = "Kills; the promise's floor is 200.", DefaultValueFactory = _ => 10 };
        var seed = LoadOptions.Seed();
        var odoo = new Option<string?>("--restart-odoo") { Description = "Shell command that kills Odoo with SIGKILL and starts it again. Left out: Odoo is not killed." };
        var database = new Option<string?>("--restart-database") { Description = "The same for Odoo's PostgreSQL. Left out: it is not killed." };
        var command = new Command("odoo-kill", "kill -9 of the silo, of a real Odoo and of its database while decisions are written: none lost, none twice.") { times, seed, odoo, database };
        target.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            target.Of(parsed) ?? throw new InvalidOperationException("--url is missing: name the Odoo"), parsed.GetValue(times), parsed.GetValue(seed), parsed.GetValue(odoo), parsed.GetValue(database), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(OdooTarget target, int times, int seed, string? restartOdoo, string? restartDatabase, CancellationToken cancellation)
    {
        var random = new Random(seed);
        Victim[] victims = [Victim.Silo, .. restartOdoo is null ? Array.Empty<Victim>() : [Victim.Odoo], .. restartDatabase is null ? Array.Empty<Victim>() : [Victim.Database]];
        var (clock, killed, within) = (Stopwatch.StartNew(), new Dictionary<(Victim, KillPhase), int>(), 0);
        await using var place = new SiloPlace();
        await using var proxy = await OdooProxy.StartAsync(target.Url);
        using var observer = target.Observer();
        await using var writes = new KilledWrites(place, target, proxy.Url, string.Create(CultureInfo.InvariantCulture, $"k{seed}x{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}"));
        await writes.StartAsync(observer, cancellation);
        for (var kill = 1; kill <= times; kill++)
        {
            var (victim, phase) = (victims[random.Next(victims.Length)], (KillPhase)random.Next(4));
            var moment = new KillMoment(random.Next(10), phase, TimeSpan.FromMilliseconds(random.Next(40)), () => victim switch
            {
                Victim.Silo => writes.KillSiloAsync(cancellation),
                Victim.Odoo => ShellAsync(restartOdoo!, cancellation),
                _ => ShellAsync(restartDatabase!, cancellation),
            });
            proxy.OnCall = moment.TurnAsync;
            var asking = writes.AskAsync(cancellation);
            var hit = await Task.WhenAny(moment.Done, Task.Delay(QuietMax, cancellation)) == moment.Done;
            await moment.NowAsync();
            await asking;
            within += hit ? 1 : 0;
            killed[(victim, phase)] = killed.GetValueOrDefault((victim, phase)) + 1;
            await BackAsync(target, cancellation);
            if (kill % 10 == 0)
                Console.WriteLine($"  {kill} kills in {clock.Elapsed.TotalSeconds:0} s, {within} of them in the midst of a call");
        }
        proxy.OnCall = static (_, forward) => forward();
        var parked = await writes.FinishAsync(TimeSpan.FromMinutes(10), cancellation);
        var counts = await Wish.CountAsync(observer, [.. writes.Wishes]);
        var (changed, wrong) = await writes.PrioritiesAsync(observer, cancellation);
        foreach (var kind in killed.OrderBy(one => one.Key))
            Console.WriteLine($"  {kind.Key.Item1} {kind.Key.Item2}: {kind.Value}");
        foreach (var reason in parked)
            Console.WriteLine($"  parked, and dismissed: {reason}");
        Console.WriteLine($"kills {times} ({within} in the midst of a call) in {clock.Elapsed.TotalMinutes:0.0} min: {counts}; of {changed} orders {wrong} do not have the priority confirmed last; {parked.Count} changes were parked, for what they were based on had changed  (floor 0 / 0 in 200)  seed {seed}");
        return counts.Lost.Count + counts.Twice.Count + wrong == 0 ? 0 : 1;
    }

    /// <summary>Waits until Odoo answers again from its database.</summary>
    private static async Task BackAsync(OdooTarget target, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            using var odoo = target.Direct();
            if ((await odoo.SearchCountAsync("mrp.production", [], cancellation: cancellation)).IsDone)
                return;
            if (clock.Elapsed > BackMax)
                throw new TimeoutException($"Odoo does not answer {BackMax.TotalMinutes:0} minutes after it was started again");
            await Task.Delay(100, cancellation);
        }
    }

    private static async Task ShellAsync(string command, CancellationToken cancellation)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { UseShellExecute = false })!;
        await shell.WaitForExitAsync(cancellation);
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"'{command}' ended with {shell.ExitCode}");
    }
}
