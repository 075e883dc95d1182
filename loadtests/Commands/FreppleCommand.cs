using System.CommandLine;
using ShopFloorTwin.LoadTests.Frepple;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>frepple</c>: the dates of a changed plan, from the twin and from frePPLe's engine in turn, of the same plants and the same changes.</summary>
internal static class FreppleCommand
{
    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(1_000, 3_000, 10_000, 30_000);
        var load = new Option<double>("--load") { Description = "Work as a share of capacity.", DefaultValueFactory = _ => PlantOptions.NormalLoad };
        var executable = new Option<FileInfo>("--frepple") { Description = "frePPLe's executable, built from its source.", Required = true };
        executable.AcceptExistingOnly();
        var rounds = new Option<int>("--rounds") { Description = "Rounds of all questions for each size.", DefaultValueFactory = _ => 5 };
        var early = new Option<bool>("--early") { Description = "Compares ends with a plan of frePPLe's as early as possible too; for small plants, it takes its time." };
        var command = new Command("frepple", "A changed plan's dates, beside frePPLe's engine on the same plants.") { sizes, load, executable, rounds, early };
        command.SetAction(async (parsed, cancellation) =>
        {
            foreach (var orders in parsed.GetRequiredValue(sizes))
            {
                var plant = Plants.Make(new PlantOptions(orders, parsed.GetValue(load), PlantOptions.FixedAsOf));
                await using var contest = await Contest.StartAsync(plant, parsed.GetRequiredValue(executable), cancellation);
                await contest.ComparePlansAsync(parsed.GetValue(early), cancellation);
                await contest.MeasureAsync(parsed.GetValue(rounds), cancellation);
            }
        });
        return command;
    }
}
