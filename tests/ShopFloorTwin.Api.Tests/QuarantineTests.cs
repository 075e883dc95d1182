using System.Net;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary>Refused input waits for a person, and can be offered again.</summary>
public sealed class QuarantineTests
{
    private const string Path = "/api/v1/sites/lyon/quarantine";

    [Fact]
    public async Task Refused_input_is_listed_newest_first_and_paged()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var id in (string[])["a", "b", "c"])
            await RefuseAsync(host, id);
        var first = await (await host.Client().GetAsync($"{Path}?limit=2")).JsonAsync();
        Assert.Equal(["c", "b"], first["items"]!.AsArray().Select(item => item!["eventId"]!.GetValue<string>()));
        var second = await (await host.Client().GetAsync($"{Path}?limit=2&after={first["next"]}")).JsonAsync();
        Assert.Equal(["a"], second["items"]!.AsArray().Select(item => item!["eventId"]!.GetValue<string>()));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task What_is_accepted_at_its_replay_leaves_the_quarantine()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await RefuseAsync(host, "a");
        var still = await (await host.Client().PostAsync($"{Path}/{id}/replay", content: null)).JsonAsync();
        Assert.Equal("unknown-subject", still["rejected"]![0]!["type"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await host.Client().GetAsync($"{Path}/{id}")).StatusCode);

        host.Lyon.UnknownEntities.Clear();
        var taken = await (await host.Client().PostAsync($"{Path}/{id}/replay", content: null)).JsonAsync();
        Assert.Equal(1, taken["accepted"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client().GetAsync($"{Path}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client().PostAsync($"{Path}/{id}/replay", content: null)).StatusCode);
    }

    [Fact]
    public async Task Another_sites_quarantine_does_not_give_it_out()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await RefuseAsync(host, "a");
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client().GetAsync($"/api/v1/sites/ulm/quarantine/{id}")).StatusCode);
    }

    private static async Task<long> RefuseAsync(ApiHost host, string id)
    {
        host.Lyon.UnknownEntities.Add("WC-9");
        await host.Client().PostAsync("/api/v1/sites/lyon/events", Body(Event(id, "WC-9"), OneEvent));
        return (await (await host.Client().GetAsync($"{Path}?limit=1")).JsonAsync())["items"]![0]!["id"]!.GetValue<long>();
    }
}
