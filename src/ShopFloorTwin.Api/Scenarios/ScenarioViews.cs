using System.Text.Json;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Engine.Scenarios;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Scenarios;

/// <summary>A scenario to be kept.</summary>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="Note">Why.</param>
/// <param name="Edits">Of a what-if; they must fit the present floor.</param>
/// <param name="ExpiresAt">Left out: in 30 days.</param>
public sealed record NewScenario(string? Name, string? Note, JsonElement? Edits, DateTimeOffset? ExpiresAt);

/// <summary>A kept scenario.</summary>
public sealed record ScenarioView
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Id of the key it was kept with.</summary>
    public required string Owner { get; init; }
    public required string? Note { get; init; }

    /// <summary>As given.</summary>
    public required JsonElement Edits { get; init; }

    /// <summary>Of the floor it rests on.</summary>
    public required long BasePosition { get; init; }
    public required DateTimeOffset BaseAsOf { get; init; }

    /// <summary>What its edits changed on that floor.</summary>
    public required ScenarioEffect Effect { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? CommittedAt { get; init; }

    /// <summary>Ids of the decisions its edits were proposed as.</summary>
    public required IReadOnlyList<string> Decisions { get; init; }

    internal static ScenarioView Of(StoredScenario stored)
    {
        var kept = ScenarioBase.Read(stored.Base.Span);
        using var edits = JsonDocument.Parse(stored.Edits);
        return new ScenarioView
        {
            Id = stored.Id, Name = stored.Name, Owner = stored.Owner, Note = stored.Note, Edits = edits.RootElement.Clone(),
            BasePosition = stored.Position, BaseAsOf = kept.AsOf, Effect = kept.Effect, MadeAt = stored.MadeAt, ChangedAt = stored.ChangedAt,
            ExpiresAt = stored.ExpiresAt, CommittedAt = stored.CommittedAt, Decisions = kept.Decisions,
        };
    }
}

/// <summary>A page of the kept scenarios, newest first.</summary>
public sealed record ScenarioList(IReadOnlyList<ScenarioView> Items, string? Next);

/// <summary>A kept scenario on the present floor.</summary>
/// <param name="Scenario">As kept.</param>
/// <param name="Answer">On the present floor; null: its edits do not fit it any more.</param>
/// <param name="Difference">Between the floor it was kept on and the present one.</param>
/// <param name="Position">Of the present floor.</param>
/// <param name="AsOf">Of the present floor.</param>
public sealed record ScenarioReadingView(ScenarioView Scenario, WhatIfAnswer? Answer, ScenarioDifference Difference, long Position, DateTimeOffset AsOf)
{
    internal static ScenarioReadingView Of(KeptScenario kept) => new(ScenarioView.Of(kept.Stored), kept.Reading.Answer, kept.Difference, kept.Position, kept.AsOf);
}

/// <summary>Several kept scenarios side by side, all on the present floor.</summary>
/// <param name="Base">The floor as it is; null: none of them fits it.</param>
/// <param name="Items">In the order asked for.</param>
/// <param name="Orders">Those that one of them changes, the most changed first, at most 1,000.</param>
/// <param name="OrdersChanged">How many there are.</param>
public sealed record ComparisonView(
    ScenarioKpis? Base, IReadOnlyList<ComparedScenario> Items, IReadOnlyList<ComparedOrder> Orders, int OrdersChanged, long Position, DateTimeOffset AsOf)
{
    internal static ComparisonView Of(IReadOnlyList<KeptScenario> kept)
    {
        var orders = Comparison.Orders([.. kept.Select(one => one.Reading.Answer)]);
        return new ComparisonView(
            kept.Select(one => one.Reading.Answer?.Base.Kpis).FirstOrDefault(kpis => kpis is not null),
            [.. kept.Select(ComparedScenario.Of)], [.. orders.Take(Limits.PageItemsMax)], orders.Count, kept[0].Position, kept[0].AsOf);
    }
}

/// <summary>One of the scenarios compared.</summary>
/// <param name="Id">Of the scenario.</param>
/// <param name="Name">In its owner's words.</param>
/// <param name="Kpis">With it; null: it does not fit the present floor.</param>
/// <param name="Difference">With it less without.</param>
/// <param name="CostMinutes">Expected lateness more, over all orders.</param>
/// <param name="Cost">Of its edits, in the site's currency, as far as that is known.</param>
/// <param name="Problems">Why it does not fit.</param>
/// <param name="Stale">Why it does not hold any more; null: it holds.</param>
public sealed record ComparedScenario(
    string Id, string Name, ScenarioKpis? Kpis, WhatIfDifference? Difference, double? CostMinutes, double? Cost, IReadOnlyList<PlantProblem> Problems, string? Stale)
{
    internal static ComparedScenario Of(KeptScenario kept) => new(
        kept.Stored.Id, kept.Stored.Name, kept.Reading.Answer?.Scenario.Kpis, kept.Reading.Answer?.Difference, kept.Reading.Answer?.CostMinutes, kept.Reading.Answer?.Cost,
        kept.Reading.Problems, kept.Difference.Text);
}

/// <summary>What became of a commit.</summary>
/// <param name="Scenario">Id.</param>
/// <param name="CommittedAt">When it was first committed.</param>
/// <param name="Decisions">One for each entity its edits are about.</param>
/// <param name="Position">In the journal; <c>minPosition</c> of a reading call that shall show them.</param>
/// <param name="Erp">Name of the ERP they are written to when approved; null when none is configured for the site.</param>
public sealed record CommitAnswer(string Scenario, DateTimeOffset CommittedAt, IReadOnlyList<CommittedDecision> Decisions, long Position, string? Erp);
