namespace ShopFloorTwin.Odoo.Client;

/// <summary>Whether an Odoo answers, by its last call.</summary>
/// <param name="Since">Since when it does not; null while it does.</param>
/// <param name="Outcome">What its calls come to, while it does not.</param>
/// <param name="Reason">In one line.</param>
public sealed record OdooHealth(DateTimeOffset? Since, OdooOutcome? Outcome, string? Reason)
{
    public static OdooHealth Good { get; } = new(null, null, null);

    public bool IsAway => Since is not null;
}
