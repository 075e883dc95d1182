using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Silo.Tests.Hosting;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Tests.Odoo;

/// <summary>What a person wants written, each of a subject of its own.</summary>
/// <param name="Subject">In the twin's words.</param>
/// <param name="Id">Of the order or work center in Odoo.</param>
internal sealed record KilledWish(string Subject, ActionKind Action, long Id)
{
    public bool IsApproved { get; set; }
}

/// <summary>A scripted Odoo that stays, one data folder, and one silo process after another on them.</summary>
internal sealed class KilledSilo : IAsyncDisposable
{
    public const int WishesPerLife = 8;
    private const string Site = "joinery";
    private const string Key = "a-key-of-the-test-of-32-characters";
    private static readonly ActionKind[] Kinds = [ActionKind.Activity, ActionKind.Reschedule, ActionKind.Note, ActionKind.MaintenanceRequest];
    private readonly TemporaryFolder _folder = new();
    private readonly List<KilledWish> _wishes = [];
    private long _product, _said;

    private KilledSilo(OdooPeer peer) => Peer = peer;

    public OdooPeer Peer { get; }

    public IReadOnlyList<KilledWish> Wishes => _wishes;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<KilledSilo> StartAsync()
    {
        var plant = new KilledSilo(await OdooPeer.StartAsync());
        plant._product = plant.Peer.Add("product.product", new { name = "Table", default_code = "TABLE", type = "consu" });
        return plant;
    }

    /// <summary>New wishes, and those of lives before that were not heard; killed somewhere in the midst of it.</summary>
    public async Task LifeAsync(int seed)
    {
        var random = new Random(seed);
        AddWishes(seed);
        // Of the writer's calls so many still come, the next one is the last; then some moments more.
        var (calls, moments) = (random.Next(8), TimeSpan.FromMilliseconds(random.Next(20)));
        // Every other time that call is carried out, and nobody lives to hear its answer.
        var (holds, killed) = (random.Next(2) == 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = false;
        Peer.Faults.Clear();
        Peer.Faults.Each(call =>
        {
            if (Volatile.Read(ref told) && call.Method is "load" or "write" or "web_save_multi" or "read" && Interlocked.Decrement(ref calls) < 0)
            {
                reached.TrySetResult();
                return holds ? new PeerFault.HoldReply(killed.Task) : null;
            }
            return null;
        });
        await using var silo = Start();
        if (random.Next(6) == 0)
        {
            // While it starts, or soon after.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4_000)), TimeProvider.System, Token);
            await silo.KillAsync();
            return;
        }
        using var client = ServeTests.Client((await silo.ReadLinesAsync(5))[0], Key);
        Volatile.Write(ref told, true);
        var asking = AskAsync(client);
        await Task.WhenAny(reached.Task, AllDoneAsync());
        await Task.Delay(moments, TimeProvider.System, Token);
        await silo.KillAsync();
        killed.SetResult();
        await asking;

        async Task AllDoneAsync()
        {
            await asking;
            await UntilConfirmedAsync(client, TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>Some wishes, written by a server that is stopped in good order.</summary>
    public async Task WriteAsync()
    {
        AddWishes(0);
        await LastLifeAsync();
    }

    /// <summary>Runs a command of the program on the same data and Odoo, to its end.</summary>
    public async Task<(int Code, string Output, string Error)> CommandAsync(params string[] command)
    {
        await using var process = SiloProcess.Start(_folder.Path, [.. command, .. Configuration]);
        return await process.WaitAsync();
    }

    /// <summary>Everything that was ever wanted comes to its end; then the server is stopped in good order.</summary>
    public async Task LastLifeAsync()
    {
        Peer.Faults.Clear();
        await using var silo = Start();
        using var client = ServeTests.Client((await silo.ReadLinesAsync(5))[0], Key);
        await AskAsync(client);
        await UntilConfirmedAsync(client, TimeSpan.FromSeconds(120));
        Assert.Equal(0, (await silo.StopAsync("TERM")).Code);
    }

    /// <summary>How often Odoo shows what was wished.</summary>
    public int InOdoo(KilledWish wish) => wish.Action switch
    {
        ActionKind.Activity => Peer.Find("mail.activity", ("res_model", "=", "mrp.production"), ("res_id", "=", wish.Id)).Count,
        ActionKind.Note => Peer.Find("mail.message", ("model", "=", "mrp.production"), ("res_id", "=", wish.Id)).Count,
        ActionKind.MaintenanceRequest => Peer.Find("maintenance.request", ("workcenter_id", "=", wish.Id)).Count,
        _ => Peer.Find("mrp.production", ("id", "=", wish.Id), ("priority", "=", "1")).Count,
    };

    /// <summary>Records in Odoo that nobody wished.</summary>
    public int RecordsBeyondTheWished() => Peer.Count("mail.activity") + Peer.Count("mail.message") + Peer.Count("maintenance.request")
        - _wishes.Count(wish => wish.Action != ActionKind.Reschedule);

    /// <summary>What the journal says of the decision on each subject, each word as often as it stands there.</summary>
    public async Task<ILookup<string, string>> WordsAsync()
    {
        await using var store = await Stores.OpenAsync(new StoreOptions("sqlite", _folder.File("data")), TimeProvider.System, Token);
        var (subjects, words) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<(string Decision, string Word)>());
        for (long after = 0; ;)
        {
            var records = await store.Journal.ReadAsync(Site, after, 1_000, Token);
            if (records.Count == 0)
                return words.ToLookup(one => subjects[one.Decision], one => one.Word);
            after = records[^1].Position;
            foreach (var @event in records.Select(record => EventReader.Read(record.Body).Event!))
            {
                if (@event.Data is DecisionProposedData proposed)
                {
                    subjects[proposed.Entity] = proposed.Proposal.Subject;
                    words.Add((proposed.Entity, "proposed"));
                }
                else if (@event.Data is DecisionWordData said)
                {
                    words.Add((said.Entity, said.Word.ToString().ToLowerInvariant()));
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        _folder.Dispose();
    }

    private void AddWishes(int seed)
    {
        for (var i = 0; i < WishesPerLife; i++)
        {
            var (kind, name) = (Kinds[i % Kinds.Length], $"{seed}-{i}");
            _wishes.Add(kind == ActionKind.MaintenanceRequest
                ? new KilledWish($"work-center/C-{name}", kind, Peer.Add("mrp.workcenter", new { name = $"Center {name}", code = $"C-{name}", resource_calendar_id = 1 }))
                : new KilledWish($"order/MO-{name}", kind, Peer.Add("mrp.production", new
                {
                    name = $"MO-{name}", state = "confirmed", product_id = _product, product_qty = 2.0, date_start = "2046-11-02 07:00:00", date_deadline = "2046-12-02 17:00:00",
                })));
        }
    }

    private string[] Configuration =>
    [
        $"--Odoo:main:Url={Peer.Url}", $"--Odoo:main:Database={OdooPeer.Database}", $"--Odoo:main:ApiKey={OdooPeer.Key}", $"--Odoo:main:Site={Site}",
        "--Odoo:main:RatePerSecond=500", "--Odoo:main:LeaseSeconds=1", "--Odoo:main:PollSeconds=1",
        .. RuleSettings.Names.Select(name => $"--Twin:SiteDefaults:Rules:{name}:Enabled=false"),
    ];

    public SiloProcess Start() => SiloProcess.Start(_folder.Path, ["serve", "--urls=http://127.0.0.1:0", .. Configuration],
        new Dictionary<string, string> { ["Auth__BootstrapKey"] = Key });

    /// <summary>Says again what no answer came for; the same key makes it the same decision.</summary>
    private async Task AskAsync(HttpClient client)
    {
        try
        {
            foreach (var wish in _wishes.Where(wish => !wish.IsApproved))
                await AskAsync(client, wish);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // It was killed.
        }
    }

    private async Task AskAsync(HttpClient client, KilledWish wish)
    {
        var (kind, entity) = (wish.Subject.Split('/')[0], wish.Subject.Split('/')[1]);
        while (!(await client.GetAsync($"/api/v1/sites/{Site}/{kind}s/{entity}", Token)).IsSuccessStatusCode)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        Dictionary<string, string?> values = wish.Action switch
        {
            ActionKind.Activity => new() { ["summary"] = "Look", ["note"] = "It is late." },
            ActionKind.Note => new() { ["note"] = "It is late." },
            ActionKind.MaintenanceRequest => new() { ["name"] = "Oil it" },
            _ => new() { ["priority"] = "1" },
        };
        using var wanted = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/sites/{Site}/decisions")
        {
            Headers = { { "Idempotency-Key", wish.Subject } },
            Content = JsonContent.Create(new { subject = wish.Subject, action = JsonNamingPolicy.CamelCase.ConvertName(wish.Action.ToString()), values }),
        };
        using var proposed = await client.SendAsync(wanted, Token);
        Assert.True(proposed.StatusCode == HttpStatusCode.Created, await proposed.Content.ReadAsStringAsync(Token));
        var decision = await proposed.Content.ReadFromJsonAsync<JsonElement>(Token);
        var (id, seen) = (decision.GetProperty("id").GetString(), decision.GetProperty("position").GetInt64());
        while (!(await client.GetAsync($"/api/v1/sites/{Site}/decisions/{id}?minPosition={seen}", Token)).IsSuccessStatusCode)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        using var approved = await client.PostAsJsonAsync($"/api/v1/sites/{Site}/decisions/{id}/approve", new { revision = 1 }, Token);
        var answer = await approved.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(approved.IsSuccessStatusCode, answer.ToString());
        _said = Math.Max(_said, answer.GetProperty("position").GetInt64());
        wish.IsApproved = true;
    }

    private async Task UntilConfirmedAsync(HttpClient client, TimeSpan patience)
    {
        var from = TimeProvider.System.GetTimestamp();
        try
        {
            for (var waiting = -1; waiting != 0;)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(from) < patience, $"still waiting for {waiting} decisions to be confirmed");
                using var page = await client.GetAsync($"/api/v1/sites/{Site}/decisions?state=approved,queued,written,parked&limit=200&minPosition={_said}", Token);
                if (page.IsSuccessStatusCode)
                    waiting = (await page.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("items").GetArrayLength();
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // It was killed.
        }
    }
}
