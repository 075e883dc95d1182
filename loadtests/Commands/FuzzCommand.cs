using System.CommandLine;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>fuzz</c>: hostile requests over HTTP; no answer may be a 5xx, the silo may not fall, and its memory may not grow.</summary>
internal static class FuzzCommand
{
    private static readonly Promise Faults = new("fuzzed requests answered with 5xx, or not at all", 0, 0, "");

    private sealed record Options(int Requests, int Seed, int Connections);

    public static Command Create()
    {
        var requests = new Option<int>("--requests") { Description = "Requests to send; the promise's floor is 100,000.", DefaultValueFactory = _ => 100_000 };
        var seed = LoadOptions.Seed();
        var connections = LoadOptions.Connections(4);
        var command = new Command("fuzz", "Hostile requests: 5xx, crashes, memory growth.") { requests, seed, connections };
        command.SetAction((parsed, cancellation) => RunAsync(new Options(parsed.GetValue(requests), parsed.GetValue(seed), parsed.GetValue(connections)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Options options, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(50, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        await using var place = new SiloPlace();
        await using var silo = await SiloProcess.StartAsync(place, cancellation);
        await silo.Client.ImportAsync(plant, cancellation);
        var input = new BadInput(plant);
        var answers = new SortedDictionary<int, int>();
        var (next, faults, settled) = (0, 0, 0L);
        await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => SendAsync()));

        var grown = ProcessMemory.Resident(silo.Id) - settled;
        Console.WriteLine($"{options.Requests} requests of seeds {options.Seed} to {options.Seed + options.Requests - 1}: {string.Join(", ", answers.Select(answer => $"{answer.Value} x {answer.Key}"))}");
        Console.WriteLine($"ready afterwards: {await silo.Client.IsReadyAsync(cancellation)}; resident memory {grown / 1048576.0:+0.0;-0.0} MB from the first half to the end, {ProcessMemory.Resident(silo.Id) / 1048576.0:0} MB");
        Console.WriteLine(Faults.Line(faults));
        return faults == 0 ? 0 : 1;

        async Task SendAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number <= options.Requests)
            {
                var seed = options.Seed + number - 1;
                var status = await silo.Client.StatusAsync(input.Of(seed), cancellation);
                lock (answers)
                    answers[status] = answers.GetValueOrDefault(status) + 1;
                if (number == options.Requests / 2)
                    settled = ProcessMemory.Resident(silo.Id);
                if (status is > 0 and < 500)
                    continue;
                Interlocked.Increment(ref faults);
                Console.WriteLine($"  seed {seed}: {(status == 0 ? "no answer" : status)} to {input.Of(seed) is var bad} {bad.Method} {bad.Path[..Math.Min(120, bad.Path.Length)]}");
            }
        }
    }
}
