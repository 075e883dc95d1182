using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>What is asked.</summary>
/// <param name="Edits">In this order.</param>
/// <param name="Samples">Of both forecasts; null: those of the live one, whose base need not be made again.</param>
/// <param name="Name">Given back.</param>
public sealed record WhatIfQuestion(IReadOnlyList<Edit> Edits, int? Samples = null, string? Name = null);

/// <summary>What came of a question: the answer, or what is wrong with it.</summary>
public sealed record WhatIfResult(WhatIfAnswer? Answer, IReadOnlyList<PlantProblem> Problems);

/// <summary>A site before and after some edits; nothing of it is applied.</summary>
public sealed record WhatIfAnswer
{
    public string? Name { get; init; }
    public required WhatIfBase Base { get; init; }
    public required WhatIfScenario Scenario { get; init; }

    /// <summary>How sure the sums of the two are apart.</summary>
    public required WhatIfDifference Difference { get; init; }

    /// <summary>Every order whose answer changed, the one whose lateness changed most first; at most <see cref="Limits.WhatIfOrders"/>.</summary>
    public required IReadOnlyList<OrderDifference> Orders { get; init; }

    /// <summary>How many these are in all.</summary>
    public required int OrdersChanged { get; init; }

    /// <summary>Those that gained or lost, the most lateness first.</summary>
    public required IReadOnlyList<WorkCenterDifference> WorkCenters { get; init; }

    /// <summary>Likewise.</summary>
    public required IReadOnlyList<SupplierDifference> Suppliers { get; init; }

    /// <summary>What the scenario costs in minutes of expected lateness over all orders; negative: it saves them.</summary>
    public required double CostMinutes { get; init; }

    /// <summary>What its edits cost in the site's currency, as far as that is known: hours of shifts and of moved operations.</summary>
    public required double Cost { get; init; }
    public required string Currency { get; init; }

    /// <summary>Of both forecasts.</summary>
    public required int Samples { get; init; }
    public required long Position { get; init; }
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>The picture the edits were laid over.</summary>
public sealed record WhatIfBase(long Position, DateTimeOffset AsOf, ScenarioKpis Kpis);

/// <summary>The site with the edits.</summary>
public sealed record WhatIfScenario(ScenarioKpis Kpis);

/// <summary>Scenario less base over all orders.</summary>
public sealed record WhatIfDifference(Difference ExpectedLateOrders, Difference ExpectedTardinessMinutes, Difference ExpectedTardinessCost);

/// <summary>What became of an order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderChangeKind>))]
public enum OrderChangeKind
{
    [JsonStringEnumMemberName("changed")] Changed,

    /// <summary>The scenario brings it.</summary>
    [JsonStringEnumMemberName("added")] Added,

    /// <summary>It is not open any more.</summary>
    [JsonStringEnumMemberName("gone")] Gone,
}

/// <summary>An order before and after.</summary>
/// <param name="Order">Its id.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Before">Null for one that is added.</param>
/// <param name="After">Null for one that is gone.</param>
/// <param name="LateProbability">Scenario less base.</param>
/// <param name="ExpectedLatenessMinutes">Scenario less base.</param>
/// <param name="P50Minutes">The median finish is so much later; null for one that is added or gone.</param>
public sealed record OrderDifference(
    string Order, OrderChangeKind Change, OrderAnswer? Before, OrderAnswer? After,
    Difference LateProbability, Difference ExpectedLatenessMinutes, double? P50Minutes);

/// <summary>What is foreseen of an order.</summary>
public sealed record OrderAnswer(
    ForecastView Forecast, double LateProbability, double ExpectedLatenessMinutes, Risk Risk, IReadOnlyList<CauseView> Causes);

/// <summary>A work center before and after.</summary>
public sealed record WorkCenterDifference(string WorkCenter, string? Name, WorkCenterAnswer Before, WorkCenterAnswer After);

/// <param name="Utilisation">As <see cref="WorkCenterUse"/>.</param>
/// <param name="OpenMinutes">As <see cref="WorkCenterUse"/>.</param>
/// <param name="BusyMinutes">As <see cref="WorkCenterUse"/>.</param>
/// <param name="LatenessMinutes">Of expected lateness over all orders whose cause it is.</param>
public sealed record WorkCenterAnswer(double Utilisation, double OpenMinutes, double BusyMinutes, double LatenessMinutes);

/// <summary>A supplier before and after.</summary>
public sealed record SupplierDifference(string Supplier, string? Name, SupplierAnswer Before, SupplierAnswer After);

/// <param name="LatenessMinutes">Of expected lateness over all orders whose cause its deliveries are.</param>
/// <param name="Orders">How many these are.</param>
public sealed record SupplierAnswer(double LatenessMinutes, int Orders);
