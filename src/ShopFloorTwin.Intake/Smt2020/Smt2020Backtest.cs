using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Intake.Simulation;
using ShopFloorTwin.Intake.Truth;

namespace ShopFloorTwin.Intake.Smt2020;

/// <summary>The forecast against a simulated SMT2020 fab, whose distributions are known.</summary>
public static class Smt2020Backtest
{
    /// <param name="open">Opens a file of the model by its name; null: there is none.</param>
    /// <param name="options">How much of it.</param>
    /// <param name="walk">When to forecast; nothing behind the options' days.</param>
    /// <exception cref="Smt2020Fault">A file is missing or cannot be read.</exception>
    public static BacktestReport Run(Func<string, TextReader?> open, Smt2020Options options, WalkOptions walk)
    {
        var site = Smt2020Site.Read(open, options);
        var report = TruthBacktest.OfEvents(site.Plant, FloorSimulation.Stream(site), walk with { Until = walk.Until ?? site.Start.AddDays(options.Days) });
        return report with { Assumptions = [.. report.Assumptions, .. Smt2020Site.Assumptions] };
    }
}
