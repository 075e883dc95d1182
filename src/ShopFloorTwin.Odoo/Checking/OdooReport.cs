namespace ShopFloorTwin.Odoo.Checking;

/// <summary>Something to mend, or to know.</summary>
/// <param name="Kind">Of <c>address protocol database key module right site rate</c>.</param>
/// <param name="Blocks">The twin does not work with it as it is.</param>
/// <param name="Line">One line that says what to do.</param>
public sealed record CheckFinding(string Kind, bool Blocks, string Line);

/// <summary>Read-only calls one after the other, as fast as they come back.</summary>
public sealed record MeasuredRate(double CallsPerSecond, int Calls, double P50Ms, double P95Ms);

/// <summary>A site as it was found in Odoo.</summary>
public sealed record CheckedSite(string Site, string? Name, string Currency, int? Warehouses);

/// <summary>What an Odoo is like, as far as the check came.</summary>
public sealed record OdooReport
{
    public required string Instance { get; init; }
    public required string Url { get; init; }
    public required string Protocol { get; init; }
    public string? Version { get; init; }
    public string? Database { get; init; }
    public string? User { get; init; }
    public IReadOnlyList<string> Modules { get; init; } = [];
    public IReadOnlyList<string> ModulesAbsent { get; init; } = [];

    /// <summary>Rights that were asked for, as <c>read mrp.production</c>…</summary>
    public int RightsAsked { get; init; }

    /// <summary>…and those that are missing.</summary>
    public IReadOnlyList<string> RightsMissing { get; init; } = [];
    public MeasuredRate? Rate { get; init; }
    public IReadOnlyList<CheckedSite> Sites { get; init; } = [];
    public IReadOnlyList<CheckFinding> Findings { get; init; } = [];

    /// <summary>Odoo answered and let the user in.</summary>
    public bool IsOpen => User is not null;

    /// <summary>Nothing is in the way.</summary>
    public bool IsReady => IsOpen && Findings.All(finding => !finding.Blocks);
}
