using ShopFloorTwin.Core.Learning.Durations;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Orders;

/// <summary>How an order stands against its due date.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Risk>))]
public enum Risk
{
    [JsonStringEnumMemberName("onTrack")] OnTrack,
    [JsonStringEnumMemberName("watch")] Watch,
    [JsonStringEnumMemberName("atRisk")] AtRisk,
    [JsonStringEnumMemberName("late")] Late,
}

/// <summary>An order as the API shows it.</summary>
public sealed record OrderView
{
    public required string Id { get; init; }
    public required string Product { get; init; }
    public required double Quantity { get; init; }
    public required double Done { get; init; }
    public required OrderState State { get; init; }
    public required int Priority { get; init; }
    public required string? Customer { get; init; }
    public required double? Value { get; init; }
    public required DateTimeOffset? Due { get; init; }
    public required DateTimeOffset? Baseline { get; init; }

    /// <summary>Null for an order that is not open.</summary>
    public required ForecastView? Forecast { get; init; }
    public required DateTimeOffset? Actual { get; init; }
    public required double LateProbability { get; init; }
    public required double ExpectedLatenessMinutes { get; init; }
    public required Risk Risk { get; init; }
    public required DateTimeOffset? RiskSince { get; init; }
    public required IReadOnlyList<CauseView> Causes { get; init; }

    /// <summary>Only on a single order's answer.</summary>
    public IReadOnlyList<OperationView>? Operations { get; init; }
    public required long Position { get; init; }
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>Quantiles of the finish.</summary>
public sealed record ForecastView(DateTimeOffset P10, DateTimeOffset P50, DateTimeOffset P80, DateTimeOffset P95);

/// <summary>A cause as the API shows it; kind in camel case (<c>supplierDelay</c>).</summary>
public sealed record CauseView(string Kind, string Subject, string Text, double Share, double Minutes, string? Event, IReadOnlyList<ChainLink> Chain);

/// <summary>An operation of an order with its planned place.</summary>
public sealed record OperationView(
    string Operation, string? Name, string WorkCenter, OperationState State, double PlannedMinutes, double Done, double Scrap,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? ForecastStart, DateTimeOffset? ForecastFinish)
{
    /// <summary>What is believed of how long it takes; null: it is closed.</summary>
    public DurationBeliefView? Belief { get; init; }
}

/// <summary>A page of any list.</summary>
/// <param name="Items">The page.</param>
/// <param name="Next">Cursor of the next page, for <c>after</c>; null at the end.</param>
/// <param name="Position">Of the twins and the forecast it was read from.</param>
/// <param name="AsOf">Of the forecast.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long Position, DateTimeOffset AsOf);

/// <summary>Filters, order and paging of the at-risk query. Empty lists do not filter.</summary>
public sealed record OrderQuery
{
    public IReadOnlyList<Risk> Risks { get; init; } = [];
    public string? Product { get; init; }

    /// <summary>Orders with an open operation there.</summary>
    public string? WorkCenter { get; init; }

    /// <summary>Orders that depend on an open line of it, at any level.</summary>
    public string? Supplier { get; init; }

    /// <summary>Orders it is pegged to, at any level.</summary>
    public string? Component { get; init; }
    public string? Customer { get; init; }

    /// <summary>Empty: the open ones.</summary>
    public IReadOnlyList<OrderState> States { get; init; } = [];

    /// <summary><c>worst</c> (default), <c>due</c>, <c>finish</c>, <c>priority</c>, <c>value</c>, <c>id</c>; a leading minus turns it round.</summary>
    public string? Sort { get; init; }
    public string? After { get; init; }
    public int Limit { get; init; } = 50;
}
