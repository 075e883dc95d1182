namespace ShopFloorTwin.Silo.Odoo;

/// <summary>How often what of an Odoo is looked at.</summary>
public sealed record OdooRhythm
{
    /// <summary>Orders, purchase orders, stock, time logs.</summary>
    public TimeSpan Changes { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Products, bills of materials, work centers, calendars.</summary>
    public TimeSpan MasterData { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What is gone, or was missed.</summary>
    public TimeSpan Reconcile { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Everything anew, whatever happened.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Between two readings of everything, when master data change all the time.</summary>
    public TimeSpan BetweenWhole { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longer than Odoo lets a transaction run: 120 s, unless it is configured otherwise.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>Between two tries while Odoo is away, at most.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Away for so long, it is an exception of the site.</summary>
    public TimeSpan AwayAfter { get; init; } = TimeSpan.FromMinutes(1);
}
