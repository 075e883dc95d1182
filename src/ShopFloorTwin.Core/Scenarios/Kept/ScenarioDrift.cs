using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>A value that an edit touches, then and now.</summary>
public sealed record FactChange(string Path, string Subject, string Name, string? Then, string? Now);

/// <summary>What became of the ground a scenario stands on.</summary>
/// <param name="Then">Position of the floor it was thought out on.</param>
/// <param name="Now">Position of the present floor.</param>
/// <param name="Changes">Of what its edits touch.</param>
/// <param name="EffectThen">What the edits changed there.</param>
/// <param name="EffectNow">What they change now; null: they do not fit any more.</param>
/// <param name="Problems">Why they do not fit any more, with their paths.</param>
/// <param name="Text">Why it does not hold any more, in sentences; null: it holds.</param>
public sealed record ScenarioDifference(long Then, long Now, IReadOnlyList<FactChange> Changes, ScenarioEffect EffectThen, ScenarioEffect? EffectNow, IReadOnlyList<PlantProblem> Problems, string? Text)
{
    /// <summary>It went stale in a way that matters.</summary>
    public bool Matters => Text is not null;
}

/// <summary>
/// Says whether a kept scenario still holds. It went stale in a way that matters when something its edits touch is not as it was,
/// when they do not fit any more, or when its answer is another one: what the edits change has moved by more than a quarter, by more than twice the standard
/// error of the two together, and by more than half an order or an hour of lateness. Everything else that happened on the floor
/// meanwhile, orders done and events come, does not matter by itself: it shows in the answer.
/// </summary>
public static class ScenarioDrift
{
    private const double Share = 0.25, Errors = 2, LeastOrders = 0.5, LeastMinutes = 60;

    /// <summary>The difference between the base a scenario was kept with and how it reads now.</summary>
    /// <param name="then">Kept with it.</param>
    /// <param name="now">The same edits on the present floor.</param>
    /// <param name="position">Of the present floor.</param>
    public static ScenarioDifference Between(ScenarioBase then, KeptReading now, long position)
    {
        var known = now.Facts.ToDictionary(fact => (fact.Subject, fact.Name));
        var changes = (from fact in then.Facts
                       let present = known.GetValueOrDefault((fact.Subject, fact.Name))?.Value
                       where present != fact.Value
                       select new FactChange(fact.Path, fact.Subject, fact.Name, fact.Value, present)).ToList();
        return new ScenarioDifference(then.Position, position, changes, then.Effect, now.Base?.Effect, now.Problems, Text(changes, then.Effect, now));
    }

    private static string? Text(List<FactChange> changes, ScenarioEffect then, KeptReading reading)
    {
        List<string> sentences = [];
        if (reading.Problems.Count > 0)
            sentences.Add($"It does not fit the floor any more: {reading.Problems[0]}.");
        if (changes.Count > 0)
        {
            sentences.Add(string.Join("; ", changes.Take(Limits.NamesInDecision).Select(one => $"{one.Subject}: {one.Name} was {one.Then ?? "not there"} and is {one.Now ?? "not there"}"))
                + (changes.Count > Limits.NamesInDecision ? $"; and {changes.Count - Limits.NamesInDecision} more" : "") + ".");
        }
        if (reading.Base?.Effect is not { } now)
            return string.Join(' ', sentences);
        if (Moved(then.LateOrders, now.LateOrders, then.LateOrdersError, now.LateOrdersError, LeastOrders))
            sentences.Add(string.Create(CultureInfo.InvariantCulture, $"It changed the expected number of late orders by {then.LateOrders:+0.0;-0.0;0.0}, and does so now by {now.LateOrders:+0.0;-0.0;0.0}."));
        if (Moved(then.TardinessMinutes, now.TardinessMinutes, then.TardinessError, now.TardinessError, LeastMinutes))
            sentences.Add($"It changed the expected lateness by {Signed(then.TardinessMinutes)}, and does so now by {Signed(now.TardinessMinutes)}.");
        return sentences.Count == 0 ? null : string.Join(' ', sentences);
    }

    private static bool Moved(double then, double now, double thenError, double nowError, double least)
    {
        var by = Math.Abs(now - then);
        return by > least && by > Share * Math.Abs(then) && by > Errors * Math.Sqrt(thenError * thenError + nowError * nowError);
    }

    private static string Signed(double minutes) => (minutes < 0 ? "-" : "+") + Words.Span(Math.Abs(minutes));
}
