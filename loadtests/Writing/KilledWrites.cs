using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.LoadTests.Hosting;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.LoadTests.Writing;

/// <summary>Decisions of people, written into a real Odoo by silos that follow one another on the same data; who dies, and when, is decided outside.</summary>
/// <param name="place">Of the silos.</param>
/// <param name="target">The Odoo.</param>
/// <param name="through">The proxy in front of it.</param>
/// <param name="run">Tells the records of this run from all others.</param>
internal sealed class KilledWrites(SiloPlace place, OdooTarget target, Uri through, string run) : IAsyncDisposable
{
    private const string Site = "kill";
    private const string Open = "approved,queued,written";
    private const int Roles = 4;
    private readonly List<Wish> _wishes = [];
    private readonly List<Wanted> _wanted = [];
    private readonly HashSet<string> _approved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _priorities = new(StringComparer.Ordinal);
    private List<(string Name, string Priority)> _orders = [];
    private List<string> _workCenters = [];
    private SiloProcess? _silo;
    private int _asked;

    private sealed record Wanted(string Subject, ActionKind Action, IReadOnlyDictionary<string, string?> Values, string Key);

    public IReadOnlyList<Wish> Wishes => _wishes;

    /// <summary>Looks what there is to write to, and starts the first silo.</summary>
    public async Task StartAsync(IOdooClient observer, CancellationToken cancellation)
    {
        var orders = (await observer.SearchReadAsync("mrp.production", OdooDomain.Of(("state", "=", "confirmed")), ["name", "priority"], "id", limit: 500, cancellation: cancellation)).Require(new OdooCall("mrp.production", "search_read"));
        _orders = [.. orders.EnumerateArray().Select(row => (row.GetProperty("name").GetString()!, row.GetProperty("priority").GetString()!))];
        var centers = (await observer.SearchReadAsync("mrp.workcenter", [], ["code", "name"], "id", limit: 100, cancellation: cancellation)).Require(new OdooCall("mrp.workcenter", "search_read"));
        _workCenters = [.. centers.EnumerateArray().Select(row => row.GetProperty("code").ValueKind == JsonValueKind.String ? row.GetProperty("code").GetString()! : row.GetProperty("name").GetString()!)];
        if (_orders.Count < Roles || _workCenters.Count == 0)
            throw new InvalidOperationException("this Odoo has fewer than four confirmed manufacturing orders, or no work center: there is nothing to write to");
        await StartSiloAsync(cancellation);
    }

    /// <summary>New wishes, each said and approved by the API. What was not heard, or not taken yet, is said again by <see cref="FinishAsync"/>.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        var n = _asked++;
        var mark = $"{run}-{n:0000}";
        (string Name, string Priority) Order(int role) => _orders[(n * Roles + role) % _orders.Count];
        _wishes.AddRange([Wish.Activity(Order(0).Name, $"{mark}-a"), Wish.Note(Order(1).Name, $"{mark}-n"), Wish.Activity(Order(2).Name, $"{mark}-b"), Wish.Request(_workCenters[n % _workCenters.Count], $"{mark}-r")]);
        _wanted.AddRange(_wishes.TakeLast(4).Select(wish => new Wanted(wish.Subject, wish.Action, wish.Values, wish.Value)));
        // Every time an order comes round again it gets the other priority.
        var (order, before) = Order(3);
        _priorities[order] = (_priorities.GetValueOrDefault(order) ?? before) == "0" ? "1" : "0";
        _wanted.Add(new Wanted($"order/{order}", ActionKind.Reschedule, new Dictionary<string, string?> { ["priority"] = _priorities[order] }, $"{mark}-p"));
        try
        {
            foreach (var one in _wanted.TakeLast(5))
                await SayAsync(one, cancellation);
        }
        catch (Exception gone) when (gone is HttpRequestException { StatusCode: null } or IOException or ObjectDisposedException || (gone is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The silo was killed meanwhile.
        }
    }

    public async Task KillSiloAsync(CancellationToken cancellation)
    {
        await _silo!.DisposeAsync();
        await StartSiloAsync(cancellation);
    }

    /// <summary>Says again what was not heard, and waits until nothing is under way any more.</summary>
    /// <returns>The reasons of what was parked, and then dismissed as a person would: what an order was based on had changed meanwhile.</returns>
    public async Task<IReadOnlyCollection<string>> FinishAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var parked = new SortedSet<string>(StringComparer.Ordinal);
        var clock = Stopwatch.StartNew();
        // Over and over: what was proposed and not approved may stand in the way of an earlier one of its subject.
        while (_wanted.Where(one => !_approved.Contains(one.Key)).ToList() is { Count: > 0 } unheard)
        {
            if (clock.Elapsed > patience)
                throw new TimeoutException($"after {patience.TotalMinutes:0} minutes {unheard.Count} wishes are not taken, the first on {unheard[0].Subject}");
            foreach (var one in unheard)
                await SayAsync(one, cancellation);
            await DismissAsync(parked, cancellation);
            await Task.Delay(500, cancellation);
        }
        while (await DecisionsAsync(Open, cancellation) is not { Count: 0 })
        {
            if (clock.Elapsed > patience)
                throw new TimeoutException($"after {patience.TotalMinutes:0} minutes decisions are still under way");
            await Task.Delay(200, cancellation);
        }
        await DismissAsync(parked, cancellation);
        return parked;
    }

    /// <summary>Orders that do not have the priority that was confirmed last, of those that were changed.</summary>
    public async Task<(int Changed, int Wrong)> PrioritiesAsync(IOdooClient observer, CancellationToken cancellation)
    {
        var confirmed = (await DecisionsAsync("confirmed", cancellation))!
            .Where(one => one.GetProperty("actions")[0].GetProperty("kind").GetString() == "reschedule")
            .GroupBy(one => one.GetProperty("subject").GetString()!["order/".Length..])
            .ToDictionary(order => order.Key, order => order.MaxBy(one => one.GetProperty("changedAt").GetDateTimeOffset()).GetProperty("actions")[0].GetProperty("values")[0].GetProperty("value").GetString());
        var answer = await observer.SearchReadAsync("mrp.production", OdooDomain.Of(("name", "in", new JsonArray([.. confirmed.Keys.Select(name => (JsonNode)name)]))), ["name", "priority"], "id", cancellation: cancellation);
        var wrong = answer.Require(new OdooCall("mrp.production", "search_read")).EnumerateArray().Count(row => confirmed[row.GetProperty("name").GetString()!] != row.GetProperty("priority").GetString());
        return (confirmed.Count, wrong);
    }

    private async Task DismissAsync(SortedSet<string> parked, CancellationToken cancellation)
    {
        foreach (var one in await DecisionsAsync("parked", cancellation) ?? [])
        {
            parked.Add($"{one.GetProperty("title").GetString()}: {one.GetProperty("reason").GetString()}");
            var id = one.GetProperty("id").GetString();
            await _silo!.Client.PostAsync($"/api/v1/sites/{Site}/decisions/{id}/reject", new { revision = one.GetProperty("revision").GetInt32() }, $"{id}-no", cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
            await _silo.DisposeAsync();
    }

    /// <summary>A silo that knows the plant.</summary>
    private async Task StartSiloAsync(CancellationToken cancellation)
    {
        _silo = await SiloProcess.StartAsync(place, cancellation, Settings());
        while ((await _silo.Client.TryGetAsync($"/api/v1/sites/{Site}/orders?limit=1", cancellation))?.GetProperty("items").GetArrayLength() is null or 0)
            await Task.Delay(20, cancellation);
    }

    private string[] Settings() =>
    [
        $"--Odoo:main:Url={through}", $"--Odoo:main:ApiKeyFile={target.KeyFile}", $"--Odoo:main:Protocol={target.Protocol}", $"--Odoo:main:Site={Site}",
        .. target.Database is { } database ? [$"--Odoo:main:Database={database}"] : Array.Empty<string>(), .. target.User is { } user ? [$"--Odoo:main:User={user}"] : Array.Empty<string>(),
        "--Odoo:main:RatePerSecond=100", "--Odoo:main:LeaseSeconds=1", "--Odoo:main:PollSeconds=2", .. RuleSettings.Names.Select(name => $"--Twin:SiteDefaults:Rules:{name}:Enabled=false"),
    ];

    /// <summary>Left for later where an earlier decision of the same subject is open.</summary>
    private async Task SayAsync(Wanted wanted, CancellationToken cancellation)
    {
        var client = _silo!.Client;
        for (; ; await Task.Delay(50, cancellation))
        {
            try
            {
                var said = await client.PostAsync(
                    $"/api/v1/sites/{Site}/decisions", new { subject = wanted.Subject, action = JsonNamingPolicy.CamelCase.ConvertName(wanted.Action.ToString()), values = wanted.Values }, wanted.Key, cancellation);
                var id = said.GetProperty("id").GetString();
                var position = said.GetProperty("position").GetInt64().ToString(CultureInfo.InvariantCulture);
                while (await client.TryGetAsync($"/api/v1/sites/{Site}/decisions/{id}?minPosition={position}", cancellation) is null)
                    await Task.Delay(10, cancellation);
                await client.PostAsync($"/api/v1/sites/{Site}/decisions/{id}/approve", new { revision = 1 }, wanted.Key + "-yes", cancellation);
                _approved.Add(wanted.Key);
                return;
            }
            catch (HttpRequestException open) when (open.StatusCode == HttpStatusCode.Conflict)
            {
                return;
            }
            catch (HttpRequestException young) when (young.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable)
            {
                // It has not yet caught up with its journal.
            }
        }
    }

    /// <summary>All of these states; null when the silo is not there.</summary>
    private async Task<List<JsonElement>?> DecisionsAsync(string states, CancellationToken cancellation)
    {
        var (all, after) = (new List<JsonElement>(), "");
        do
        {
            if (await _silo!.Client.TryGetAsync($"/api/v1/sites/{Site}/decisions?state={states}&limit=500{after}", cancellation) is not { } page)
                return null;
            all.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetString() is { } next ? $"&after={Uri.EscapeDataString(next)}" : "";
        }
        while (after.Length > 0);
        return all;
    }
}
