using System.Globalization;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Reading.Calls;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Checking;

/// <summary>
/// Looks an Odoo over with read-only calls, from the outside in: address, version, protocol, database, keys, modules,
/// rights, sites, rate. Stops where nothing behind can be told; every finding is one line that says what to do.
/// </summary>
/// <param name="connection">The instance. Asked with little patience: a person waits.</param>
/// <param name="keys">Configuration key and the key, in the order of the configuration.</param>
public sealed partial class OdooCheck(OdooConnection connection, IReadOnlyList<(string Name, string Key)> keys, IReadOnlyList<OdooSiteOptions> sites, TimeProvider time)
{
    private static readonly OdooPatience ShortPatience = new() { Attempts = 2, ReadTimeout = TimeSpan.FromSeconds(20), WriteTimeout = TimeSpan.FromSeconds(20), LongestRetryAfter = TimeSpan.FromSeconds(10) };

    private readonly List<CheckFinding> findings = [];
    private readonly OdooConnection connection = connection with { Patience = ShortPatience };
    private OdooReport report = new() { Instance = connection.Instance, Url = connection.Url.AbsoluteUri.TrimEnd('/'), Protocol = Word(connection.Protocol), Database = connection.Database };

    private string Section => $"Odoo:{connection.Instance}";

    public async Task<OdooReport> RunAsync(CancellationToken cancellation)
    {
        using var open = Client(keys[0].Key);
        if (await VersionAsync(open, cancellation) && await KeyAsync(cancellation) is { } key)
        {
            using var odoo = Client(key);
            await ModulesAsync(new AccessChecks(odoo), cancellation);
            await SitesAsync(odoo, cancellation);
            await RateAsync(key, cancellation);
        }
        return report with { Findings = findings };
    }

    private async ValueTask ModulesAsync(AccessChecks access, CancellationToken cancellation)
    {
        var there = new List<string>();
        var absent = new List<string>();
        foreach (var module in OdooNeeds.Modules)
        {
            var isThere = await access.HasModelAsync(module.Sign, cancellation);
            (isThere == false ? absent : there).Add(module.Name);
            if (isThere == false && module.Required)
                Block("module", $"module {module.Name}: is not installed, and {module.Purpose}: install it in Odoo (Apps)");
        }
        report = report with { Modules = there, ModulesAbsent = absent };
        await RightsAsync(access, absent, cancellation);
    }

    private async ValueTask RightsAsync(AccessChecks access, List<string> absent, CancellationToken cancellation)
    {
        var asked = 0;
        var missing = new List<string>();
        foreach (var right in OdooNeeds.Rights.Where(right => !absent.Contains(right.Module)))
        {
            var refused = new List<string>();
            foreach (var operation in right.Operations.Split(' '))
            {
                asked += right.Purpose is null ? 1 : 0;
                if (await access.MayAsync(right.Model, operation, cancellation) == false)
                    refused.Add(operation);
            }
            missing.AddRange(refused.Where(_ => right.Purpose is null).Select(operation => $"{operation} {right.Model}"));
            if (refused.Count > 0)
                findings.Add(new("right", Blocks: right.Purpose is null, $"right: {report.User} may not {string.Join(" or ", refused)} {right.Model}{(right.Purpose is { } lost ? $", and {lost}" : "")}: give the user the group '{right.Group}' in Odoo (Settings, Users)"));
        }
        report = report with { RightsAsked = asked, RightsMissing = missing };
    }

    /// <summary>Whether the companies, warehouses and locations the configuration names are there.</summary>
    private async ValueTask SitesAsync(OdooClient odoo, CancellationToken cancellation)
    {
        if (report.ModulesAbsent.Contains("stock") || report.RightsMissing.Any(right => right is "read res.company" or "read stock.warehouse" or "read stock.location"))
            return;
        var found = new List<CheckedSite>();
        foreach (var site in sites)
        {
            var path = sites.Count == 1 ? Section : $"{Section}:Sites:{site.Site}";
            try
            {
                var scope = await SiteScopes.ResolveAsync(new RowReader(odoo, new FieldCatalog(odoo), company: null), site, new OdooRows(), cancellation);
                found.Add(new CheckedSite(site.Site, scope.Name, scope.Currency, scope.Warehouses?.Count));
            }
            catch (SiteScopeFault fault)
            {
                Block("site", $"{path}:{fault.Message}");
            }
            catch (OdooFault fault)
            {
                Block("site", $"{path}: the site's company and warehouses cannot be read: {fault.Answer.Message}");
            }
        }
        report = report with { Sites = found };
    }

    private async ValueTask RateAsync(string key, CancellationToken cancellation)
    {
        if (report.ModulesAbsent.Contains("mrp") || report.RightsMissing.Contains("read mrp.production"))
            return;
        using var odoo = new OdooClient(connection with { RatePerSecond = Unpaced, CallsAtOnce = 1, Patience = ShortPatience with { Attempts = 1 } }, new FixedKeys(key), time);
        if (await RateMeter.MeasureAsync(odoo, time, cancellation) is not { } rate)
            return;
        report = report with { Rate = rate };
        if (connection.RatePerSecond > rate.CallsPerSecond / 2)
            findings.Add(new("rate", Blocks: false, string.Create(CultureInfo.InvariantCulture,
                $"{Section}:RatePerSecond: {connection.RatePerSecond:0.#} is more than half of the {rate.CallsPerSecond:0.#} reads a second this Odoo answered: write {Math.Max(0.1, Math.Floor(rate.CallsPerSecond * 5) / 10):0.#} or less to leave people room")));
    }

    private const double Unpaced = 1_000;

    private OdooClient Client(string key) => new(connection, new FixedKeys(key), time);

    private bool Block(string kind, string line)
    {
        findings.Add(new(kind, Blocks: true, line));
        return false;
    }

    private static string Word(OdooProtocol protocol) => protocol.ToString().ToLowerInvariant();
}
