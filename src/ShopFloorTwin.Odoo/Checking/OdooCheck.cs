using System.Globalization;
using System.Text.Json;
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
public sealed class OdooCheck(OdooConnection connection, IReadOnlyList<(string Name, string Key)> keys, IReadOnlyList<OdooSiteOptions> sites, TimeProvider time)
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

    private async ValueTask<bool> VersionAsync(OdooClient odoo, CancellationToken cancellation)
    {
        var (version, trouble) = await odoo.VersionAsync(cancellation);
        if (version is null)
            return Block("address", trouble!.Outcome == OdooOutcome.Address
                ? $"{Section}:Url: {trouble.Message} at {report.Url}: write the address of Odoo itself, without a page behind it"
                : $"{Section}:Url: no Odoo answers at {report.Url}: {trouble.Message}; check the address, and that Odoo runs and can be reached from here");
        report = report with { Version = version.Text };
        if (connection.Protocol == OdooProtocol.Json2 && !version.HasJson2)
            return Block("protocol", $"{Section}:Protocol: Odoo {version.Text} has no JSON-2 (19 has): write jsonrpc, with Database and User");
        if (connection.Protocol == OdooProtocol.JsonRpc && !version.HasJsonRpc)
            return Block("protocol", $"{Section}:Protocol: Odoo {version.Text} has no JSON-RPC any more: write json2");
        return true;
    }

    /// <summary>The first key that is accepted; each one that is not is a finding.</summary>
    private async ValueTask<string?> KeyAsync(CancellationToken cancellation)
    {
        string? accepted = null;
        foreach (var (name, key) in keys)
        {
            using var odoo = Client(key);
            var answer = await odoo.CallAsync(new OdooCall("res.users", "context_get"), cancellation);
            if (answer.IsDone)
            {
                if (accepted is null)
                    await UserAsync(odoo, answer.Value, cancellation);
                accepted ??= key;
            }
            else if (answer.Outcome == OdooOutcome.Credentials)
            {
                findings.Add(new("key", Blocks: keys.Count == 1, Refused(name)));
            }
            else
            {
                Block(answer.Outcome == OdooOutcome.Database ? "database" : "address", await ClosedAsync(odoo, answer, cancellation));
                return null;
            }
        }
        if (accepted is null && keys.Count > 1)
            Block("key", $"{Section}: no key is accepted: make a new one in Odoo and write it in ApiKeyFile");
        return accepted;
    }

    private string Refused(string name) => connection.Protocol == OdooProtocol.JsonRpc
        ? $"{name}: Odoo does not accept this key for {connection.User}: it is wrong, expired or of another user; make a new one in the preferences of that user (Account security), or mend {Section}:User"
        : $"{name}: Odoo does not accept this key: it is wrong, expired or removed; make a new one in the user's preferences (Account security)";

    private async ValueTask<string> ClosedAsync(OdooClient odoo, OdooAnswer answer, CancellationToken cancellation)
    {
        if (answer.Outcome != OdooOutcome.Database)
            return $"{Section}: Odoo answers, but not to this user: {answer.Message}";
        var names = await odoo.DatabasesAsync(cancellation);
        var choice = names.Count == 0 ? "write the name Odoo's administrator gives" : $"write {string.Join(" or ", names)}";
        return connection.Database is { } database
            ? $"{Section}:Database: Odoo has no database '{database}', or its PostgreSQL is down: {choice}"
            : $"{Section}:Database: is missing, and Odoo has several databases: {choice}";
    }

    private async ValueTask UserAsync(OdooClient odoo, JsonElement context, CancellationToken cancellation)
    {
        var id = context.TryGetProperty("uid", out var uid) && uid.TryGetInt64(out var number) ? number : 0;
        var read = await odoo.ReadAsync("res.users", [id], ["login"], cancellation: cancellation);
        var login = read.IsDone && read.Value.ValueKind == JsonValueKind.Array && read.Value.GetArrayLength() == 1 ? read.Value[0].Text("login") : null;
        report = report with { User = login ?? connection.User ?? $"user {id}" };
        if (login is not null && connection.User is { } configured && configured != login)
            findings.Add(new("key", Blocks: false, $"{Section}:User: the key is of {login}, not of {configured}: write {login}, or the other user's key"));
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
                asked++;
                if (await access.MayAsync(right.Model, operation, cancellation) == false)
                    refused.Add(operation);
            }
            missing.AddRange(refused.Select(operation => $"{operation} {right.Model}"));
            if (refused.Count > 0)
                Block("right", $"right: {report.User} may not {string.Join(" or ", refused)} {right.Model}: give the user the group '{right.Group}' in Odoo (Settings, Users)");
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
