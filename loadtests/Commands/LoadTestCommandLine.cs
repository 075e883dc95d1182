using System.CommandLine;
using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>The command line: one command for each promise. Prints the machine, then the command's figures.</summary>
internal static class LoadTestCommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Measures what ShopFloorTwin promises, on this machine. Run it from a Release build on a quiet machine.")
        {
            IngestCommand.Create(),
            LatencyCommand.Create(),
            QueryCommand.Create(),
            ForecastCommand.Create(),
            SuggestionsCommand.Create(),
            WhatIfCommand.Create(),
            StudiesCommand.Create(),
            FreppleCommand.Create(),
            LearningCommand.Create(),
            MemoryCommand.Create(),
            RecoveryCommand.Create(),
            KillCommand.Create(),
            FuzzCommand.Create(),
            WriterCommand.Create(),
            OdooKillCommand.Create(),
            ClusterCommand.Create(),
            BenchCommand.Create(),
            PlantCommand.Create(),
            TruthCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count == 0 && parsed.CommandResult.Command != root)
        {
            foreach (var line in Machine.Lines())
                Console.WriteLine(line);
            Console.WriteLine($"command  loadtests {string.Join(' ', arguments)}");
        }
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = true });
    }
}
