using System.Globalization;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>A value that an edit touches, then and now.</summary>
public sealed record FactChange(string Path, string Subject, string Name, string? Then, string? Now);

/// <summary>What became of the ground a scenario stands on.</summary>
/// <param name="Then">Position of the floor it was thought out on.</param>
/// <param name="Now">Position of the present floor.</param>
/// <param name="Changes">Of what its edits touch.</param>
/// <param name="EffectThen">What the edits changed there.</param>
/// <param name="EffectNow">What they change now.</param>
/// <param name="Text">Why it does not hold any more, in sentences; null: it holds.</param>
public sealed record ScenarioDifference(long Then, long Now, IReadOnlyList<FactChange> Changes, ScenarioEffect EffectThen, ScenarioEffect EffectNow, string? Text)
{
    /// <summary>It went stale in a way that matters.</summary>
    public bool Matters => Text is not null;
}

/// <summary>
/// Says whether a kept scenario still holds. It went stale in a way that matters when something its edits touch is not as it was,
/// or when its answer is another one: what the edits change has moved by more than a quarter, by more than twice the standard
/// error of the two together, and by more than half an order or an hour of lateness. Everything else that happened on the floor
/// meanwhile, orders done and events come, does not matter by itself: it shows in the answer.
/// </summary>
public static class ScenarioDrift
{
    private const double Share = 0.25, Errors = 2, LeastOrders = 0.5, LeastMinutes = 60;

    /// <summary>The difference between two bases of the same edits.</summary>
    public static ScenarioDifference Between(ScenarioBase then, ScenarioBase now)
    {
        var known = now.Facts.ToDictionary(fact => (fact.Subject, fact.Name));
        var changes = (from fact in then.Facts
                       let present = known.GetValueOrDefault((fact.Subject, fact.Name))?.Value
                       where present != fact.Value
                       select new FactChange(fact.Path, fact.Subject, fact.Name, fact.Value, present)).ToList();
        return new ScenarioDifference(then.Position, now.Position, changes, then.Effect, now.Effect, Text(changes, then.Effect, now.Effect));
    }

    private static string? Text(List<FactChange> changes, ScenarioEffect then, ScenarioEffect now)
    {
        List<string> sentences = [];
        if (changes.Count > 0)
        {
            sentences.Add(string.Join("; ", changes.Take(Limits.NamesInDecision).Select(one => $"{one.Subject}: {one.Name} was {one.Then ?? "not there"} and is {one.Now ?? "not there"}"))
                + (changes.Count > Limits.NamesInDecision ? $"; and {changes.Count - Limits.NamesInDecision} more" : "") + ".");
        }
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
