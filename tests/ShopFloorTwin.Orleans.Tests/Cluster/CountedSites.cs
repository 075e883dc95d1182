using System.Text.Json;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.KillHost;
using ShopFloorTwin.Embedded;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Verification;
using ShopFloorTwin.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>Sites of one press each, that counts one good piece per event: what it has counted says which events took effect, and how often.</summary>
internal static class CountedSites
{
    public static readonly IReadOnlyList<string> Two = ["lyon", "turin"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task ImportAsync(HttpClient client, string site)
    {
        using var plant = new StringContent(Plant(site), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await client.PutAsync($"/api/v1/sites/{site}/plant", plant, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    /// <summary>The live twin's state hash at the end of its journal: a floor reads every few seconds what another process wrote.</summary>
    public static async Task<(long Position, string Hash)> StateAsync(HttpClient client, string site, long position)
    {
        (long Position, string Hash) state = default;
        await Patience.UntilAsync(
            async () =>
            {
                using var answer = await client.GetAsync($"/api/v1/sites/{site}?hash=true&minPosition={position}", Token);
                using var view = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
                Assert.True(answer.IsSuccessStatusCode, view.RootElement.ToString());
                state = (view.RootElement.GetProperty("position").GetInt64(), view.RootElement.GetProperty("stateHash").GetString()!);
                return state.Position >= position;
            },
            $"{site} at position {position}",
            TimeSpan.FromSeconds(30));
        return state;
    }

    /// <summary>
    /// Holds what the store was left with against what was acknowledged: all of it is there, once; it counted once; the journals are sound, and
    /// every snapshot and the given live hash equal the journal folded anew.
    /// </summary>
    /// <returns>Pieces in the journals.</returns>
    public static async Task<int> VerifyAsync(StoreOptions place, IReadOnlyList<string> sites, MachineGateway gateway, IReadOnlyDictionary<string, string> hashes)
    {
        // Alone: that it can be had says that every silo has let it go.
        await using var store = await Stores.OpenAsync(place, TimeProvider.System, Token);
        var sum = 0;
        await using var engine = await EmbeddedEngine.StartAsync(store, new EngineOptions(), TimeProvider.System, NullLogger<EmbeddedEngine>.Instance, Token);
        foreach (var head in await store.Journal.HeadsAsync(Token))
        {
            var site = head.Site;
            var journalled = await PiecesAsync(store.Journal, site);
            var press = await (await engine.FindAsync(site, Token))!.WorkCenterAsync(CountingPlant.Press, null, Token);
            var verdict = await SiteVerifier.VerifyAsync(store, head, static _ => { }, Token);

            Assert.NotEmpty(gateway.Acknowledged(site));
            Assert.Empty(gateway.Acknowledged(site).Except(journalled));
            Assert.Equal(journalled.Count, journalled.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(journalled.Count, press!.Good);
            Assert.InRange(journalled.Count, gateway.Acknowledged(site).Count, gateway.Sent(site));
            Assert.Empty(verdict.Problems);
            Assert.Equal(verdict.StateHash, hashes[site]);
            sum += journalled.Count;
        }
        Assert.Equal(sites.Count, (await store.Journal.HeadsAsync(Token)).Count);
        return sum;
    }

    private static async Task<List<string>> PiecesAsync(IJournal journal, string site)
    {
        var ids = new List<string>();
        for (IReadOnlyList<JournalRecord> page = []; ;)
        {
            page = await journal.ReadAsync(site, page.Count == 0 ? 0 : page[^1].Position, 5_000, Token);
            if (page.Count == 0)
                return ids;
            ids.AddRange(page.Select(record => EventReader.Read(record.Body).Event!).Where(one => one.Data is MachineCountData).Select(one => one.Id));
        }
    }

    private static string Plant(string site) =>
        $$"""
        { "schema": "shopfloortwin/plant/v1", "site": "{{site}}", "asOf": "2026-11-02T06:00:00Z",
          "workCenters": [{ "id": "{{CountingPlant.Press}}" }],
          "products": [{ "id": "LID", "routing": [{ "operation": "10", "workCenter": "{{CountingPlant.Press}}", "minutesPerUnit": 1 }] }],
          "orders": [{{string.Join(',', Enumerable.Range(1, 20).Select(n => $$"""{ "id": "MO-{{n}}", "product": "LID", "quantity": 30, "due": "2026-11-02T{{n + 3:00}}:00:00Z" }"""))}}] }
        """;
}
