using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>How a peer is set up.</summary>
public sealed record OdooPeerOptions
{
    /// <summary>Clock of <c>write_date</c>, of call times and of slow answers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>From 19 on JSON-2 is there.</summary>
    public int Version { get; init; } = 19;

    /// <summary>Started with one database: no header needed.</summary>
    public bool OneDatabase { get; init; }

    /// <summary>Modules that are not installed: their models are not there either.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Of Enterprise's, which nobody has recorded: of <see cref="PeerModules.Enterprise"/>.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    internal IEnumerable<string> Absent => Without.Concat(PeerModules.Enterprise.Except(With));
}

/// <summary>
/// A scripted Odoo on a port of its own: records in memory, both protocols, faults on command. It answers as a real
/// Odoo 19 was seen to (tests hold it to the recorded facts); what it cannot do it says with a 500.
/// </summary>
public sealed class OdooPeer : IAsyncDisposable
{
    public const string Database = "plant";
    public const string Key = "key-of-the-connector";
    private readonly Lock gate = new();
    private readonly PeerServer server;

    private OdooPeer(OdooPeerOptions options)
    {
        Options = options;
        var models = PeerSchema.Read(PeerModels.Odoo19);
        foreach (var gone in options.Absent.SelectMany(module => models.Keys.Where(name => PeerModules.Of(name) == module).ToList()).ToList())
            models.Remove(gone);
        Tables = new PeerTables(models, options.Time);
        Connector = new PeerUser(5, "connector@rig.example", "Europe/Berlin");
        Connector.AddKey(Key);
        // With a manufacturing, inventory and purchase user's rights products can be read only.
        Connector.Forbid("product.product", "write", "create", "unlink");
        Planner = new PeerUser(7, "planner@rig.example", "Europe/Berlin");
        Planner.AddKey("key-of-the-planner");
        var lowPrivilege = new PeerUser(6, "lowpriv@rig.example", "Europe/Berlin");
        lowPrivilege.AddKey("key-of-the-lowpriv");
        Administrator.AddKey("key-of-the-admin");
        Users = [Administrator, Connector, lowPrivilege, Planner];
        PeerBaseData.Seed(this);
        server = new PeerServer(this);
    }

    public static async Task<OdooPeer> StartAsync(OdooPeerOptions? options = null)
    {
        var peer = new OdooPeer(options ?? new OdooPeerOptions());
        await peer.server.StartAsync();
        return peer;
    }

    public OdooPeerOptions Options { get; }
    public Uri Url => server.Url;
    public PeerFaults Faults { get; } = new();
    public PeerCalls Calls { get; } = new();
    public IReadOnlyList<PeerUser> Users { get; }

    /// <summary>The user of <see cref="Key"/>, in Berlin, without an administrator's rights.</summary>
    public PeerUser Connector { get; }

    /// <summary>A person to whom activities go.</summary>
    public PeerUser Planner { get; }

    /// <summary>Who edits where a test plays a person.</summary>
    public PeerUser Administrator { get; } = new(2, "admin", "Europe/Berlin");

    internal PeerTables Tables { get; }

    /// <summary>A connection for tests: as fast as it goes, and with short waits between tries.</summary>
    public OdooConnection Connection(OdooProtocol protocol = OdooProtocol.Json2, string instance = "main") => new()
    {
        Instance = instance,
        Url = Url,
        Database = Database,
        User = Connector.Login,
        Protocol = protocol,
        RatePerSecond = 10_000,
        Patience = new OdooPatience { FirstWait = TimeSpan.FromMilliseconds(1), LongestWait = TimeSpan.FromMilliseconds(5), BreakFor = TimeSpan.FromMilliseconds(500) },
    };

    /// <summary>Nothing takes a connection until <see cref="ComeBackAsync"/>.</summary>
    public Task GoAwayAsync() => server.StopAsync();

    /// <summary>On the same port.</summary>
    public Task ComeBackAsync() => server.StartAsync();

    /// <summary>A new record, made by the administrator; values are an anonymous object or a <see cref="JsonObject"/>.</summary>
    public long Add(string model, object values, string? externalId = null) => Locked(() =>
    {
        var id = PeerWrite.Create(AsAdministrator, Tables.Model(model), Json(values));
        if (externalId is not null)
            PeerExternalIds.Set(AsAdministrator, externalId, model, id, noUpdate: false);
        return id;
    });

    /// <summary>A person's edit.</summary>
    public void Edit(string model, long id, object values) => Locked(() =>
    {
        PeerWrite.Write(AsAdministrator, Tables.Model(model), [id], Json(values));
        return true;
    });

    /// <summary>As a restored backup leaves a record: older values, and an older write date.</summary>
    public void SetBack(string model, long id, object values, string writeDate) => Locked(() =>
    {
        PeerWrite.Write(AsAdministrator, Tables.Model(model), [id], Json(values));
        Tables.Find(model, id)!["write_date"] = writeDate;
        return true;
    });

    /// <summary>A person's deletion.</summary>
    public void Remove(string model, long id) => Locked(() =>
    {
        PeerWrite.Unlink(AsAdministrator, Tables.Model(model), [id]);
        return true;
    });

    /// <summary>One stored or computed field: null, bool, long, double, string or a list of ids.</summary>
    public object? Value(string model, long id, string field) => Locked(() =>
        Tables.Find(model, id) is { } row ? PeerRead.Raw(AsAdministrator, Tables.Model(model), row, Tables.Model(model).Fields[field]) : null);

    public bool Has(string model, long id) => Locked(() => Tables.Find(model, id) is not null);

    /// <summary>Ids of the records for which all conditions hold, archived ones too.</summary>
    public IReadOnlyList<long> Find(string model, params (string Field, string Operator, JsonNode? Value)[] conditions) => Locked(() =>
        PeerDomain.Search(AsAdministrator with { Context = new JsonObject { ["active_test"] = false } }, Tables.Model(model), OdooDomain.Of(conditions)).ToList());

    public int Count(string model) => Locked(() => Tables.Rows(model).Count);

    /// <summary>The record an external id names, or null.</summary>
    public long? IdOf(string externalId) => Locked(() => PeerExternalIds.Find(Tables, externalId)?["res_id"] as long?);

    internal PeerSession AsAdministrator => new(Tables, Administrator, []);

    internal T Locked<T>(Func<T> work)
    {
        lock (gate)
            return Tables.Transaction(work);
    }

    private static JsonObject Json(object values) => values as JsonObject ?? JsonSerializer.SerializeToNode(values)!.AsObject();

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
