using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>Milliseconds by the clock, and of processor time.</summary>
internal readonly record struct Taken(double Wall, double Cpu);

/// <summary>The same question to all, one after the other.</summary>
/// <param name="Frepple">Erasing the plan and making the new one.</param>
/// <param name="Read">Reading the ends out of frePPLe, milliseconds; not counted.</param>
/// <param name="Sampled">The twin's whole answer, with its samples.</param>
/// <param name="Plan">The twin's whole answer when everything goes as planned.</param>
internal sealed record Round(Taken Frepple, double Read, Taken Sampled, Taken Plan);

/// <summary>A change in both languages, and the rounds it was asked in.</summary>
internal sealed record Question(WhatIfQuestion Asked, IReadOnlyList<object> Changes)
{
    public List<Round> Rounds { get; } = [];
}

/// <summary>The figures of a contest in words. Ratios are formed within a round.</summary>
internal static class ContestReport
{
    private static readonly Promise Ratio = new("a changed plan's dates with probabilities, frePPLe's time for its plan over the twin's", 10, 10, "", MoreIsBetter: true);

    public static IEnumerable<string> Lines(int orders, IReadOnlyList<Question> questions)
    {
        var all = questions.SelectMany(question => question.Rounds).ToList();
        if (all.Count == 0)
            return [];
        return
        [
            .. questions.SelectMany(question => Lines(question.Asked.Name!, question.Rounds)),
            .. Lines("all", all),
            $"  reading the ends out of frePPLe, not counted: {Text(all.Select(round => round.Read))}",
            $"  {orders} orders, {Ratio.Line(new Percentiles(all.Select(round => round.Frepple.Wall / round.Sampled.Wall)).Median)}",
        ];
    }

    private static IEnumerable<string> Lines(string name, IReadOnlyList<Round> rounds)
    {
        yield return $"  {name}";
        yield return $"    frePPLe, a plan               {Text(rounds.Select(round => round.Frepple.Wall))}; cpu p50 {Median(rounds.Select(round => round.Frepple.Cpu))} ms";
        yield return $"    twin, with probabilities      {Twin(rounds, round => round.Sampled)}";
        yield return $"    twin, as if nothing varied    {Twin(rounds, round => round.Plan)}";
    }

    private static string Twin(IReadOnlyList<Round> rounds, Func<Round, Taken> side)
    {
        var wall = new Percentiles(rounds.Select(round => round.Frepple.Wall / side(round).Wall));
        var cpu = new Percentiles(rounds.Select(round => round.Frepple.Cpu / side(round).Cpu));
        return $"{Text(rounds.Select(round => side(round).Wall))}; cpu p50 {Median(rounds.Select(round => side(round).Cpu))} ms; ratio {wall.Median:0.0} ({wall.Min:0.0}-{wall.Max:0.0}), by cpu {cpu.Median:0.0} ({cpu.Min:0.0}-{cpu.Max:0.0})";
    }

    private static string Text(IEnumerable<double> values)
    {
        var all = new Percentiles(values);
        return $"min {all.Min:0.0}  p50 {all.Median:0.0}  max {all.Max:0.0} ms";
    }

    private static string Median(IEnumerable<double> values) => new Percentiles(values).Median.ToString("0.0");
}
