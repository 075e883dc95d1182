using System.CommandLine;
using ShopFloorTwin.LoadTests.Cluster;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>cluster</c>: the cluster beside the embedded engine and a textbook design on Orleans, on one PostgreSQL in one run.</summary>
internal static class ClusterCommand
{
    private static readonly string[] Parts = ["throughput", "answers", "takeover"];

    public static Command Create()
    {
        var orders = LoadOptions.Orders();
        var events = new Option<int>("--events") { Description = "Events of one round; the textbook design gets a tenth.", DefaultValueFactory = _ => 200_000 };
        var batch = LoadOptions.Batch(1_000);
        var connections = LoadOptions.Connections();
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each, in turn.", DefaultValueFactory = _ => 5 };
        var kills = new Option<int>("--kills") { Description = "kill -9 of the silo that carries the site.", DefaultValueFactory = _ => 5 };
        var stops = new Option<int>("--stops") { Description = "SIGTERM of the silo that carries the site.", DefaultValueFactory = _ => 3 };
        var seconds = LoadOptions.Seconds(20, "Of offering events, and of each kind of query.");
        var seed = LoadOptions.Seed();
        var postgres = LoadOptions.Postgres();
        var parts = new Option<string[]>("--parts") { Description = "What to measure.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => Parts };
        parts.AcceptOnlyFromAmong(Parts);
        var command = new Command("cluster", "Silos of a cluster, against the embedded engine and a textbook design (builds with -p:Engine=Orleans).")
            { parts, orders, events, batch, connections, rounds, kills, stops, seconds, seed, postgres };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!File.Exists(Path.Combine(AppContext.BaseDirectory, "textbook.dll")))
                return Refuse("this build has no cluster engine: build with -p:Engine=Orleans, and give the same to dotnet run");
            if (parsed.GetValue(postgres) is not { Length: > 0 } server)
                return Refuse("a cluster needs PostgreSQL: give --postgres, or eval \"$(tests/postgres.sh start)\" before");
            var options = new ClusterOptions(
                server, parsed.GetValue(orders), parsed.GetValue(events), parsed.GetValue(batch), parsed.GetValue(connections), parsed.GetValue(rounds),
                parsed.GetValue(kills), parsed.GetValue(stops), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed));
            var wanted = parsed.GetRequiredValue(parts);
            var isSound = true;
            if (wanted.Contains("throughput"))
                isSound &= await Throughput.RunAsync(options, cancellation);
            if (wanted.Contains("answers"))
                await Answering.RunAsync(options, cancellation);
            if (wanted.Contains("takeover"))
                isSound &= await Takeover.RunAsync(options, cancellation);
            return isSound ? 0 : 1;
        });
        return command;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine($"cluster: {why}");
        return 2;
    }
}
