using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Orleans.Twins;

namespace ShopFloorTwin.Orleans.Tests.Contracts;

/// <summary>What a silo of an earlier version sent is understood, and what this one sends is what an earlier one understands.</summary>
public sealed class WireTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer(serializer => serializer.AddAssembly(typeof(Carried).Assembly)).BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    public static TheoryData<string, string> Recorded =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Contracts", "wire.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 2)).Select(parts => (parts[0], parts[1]))];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void What_was_recorded_is_read_and_written_again_as_it_was(string name, string recorded)
    {
        var bytes = Convert.FromBase64String(recorded);
        var again = name switch
        {
            "events" => Again<EventBatch>(bytes),
            "change" => Again<ChangeMessage>(bytes),
            "fault" => Again<SiteFault>(bytes),
            "twin-event" => Again<TwinEvent>(bytes),
            "twin-events" => Again<TwinEventBatch>(bytes),
            "twin-base" => Again<TwinBase>(bytes),
            "twin-answer" => Again<TwinAnswer>(bytes),
            "followed" => Again<Followed>(bytes),
            "saved-twin" => Again<SavedTwin>(bytes),
            _ => Again<Carried>(bytes),
        };
        Assert.Equal(recorded, Convert.ToBase64String(again));
    }

    [Fact]
    public void Every_sample_is_recorded_as_it_is_written_now()
    {
        var now = string.Join('\n', WireSamples.All.Select(sample => $"{sample.Name} {Convert.ToBase64String(sample.Write(_services))}"));
        var recorded = string.Join('\n', Recorded.Select(row => $"{row.Data.Item1} {row.Data.Item2}").Where(line => WireSamples.All.Any(sample => line.StartsWith(sample.Name + " ", StringComparison.Ordinal))));

        Assert.True(recorded == now, $"wire.txt should end with:\n{now}");
    }

    [Fact]
    public void A_field_that_a_newer_version_added_is_passed_over_and_one_that_is_missing_is_empty()
    {
        var newer = Carried.Arrived("""{"Site":"lyon","HasPicture":true,"JournalPosition":7,"Weather":{"wet":true}}"""u8.ToArray(), null);
        var health = newer.Open<SiteHealth>();

        Assert.Equal(("lyon", true, 7, 0), (health.Site, health.HasPicture, health.JournalPosition, health.SnapshotPosition));
    }

    [Fact]
    public void A_what_if_goes_to_another_silo_with_all_its_edits_and_comes_back_with_its_answer()
    {
        var question = WhatIfReader.Read("""
            {"name":"rush","samples":512,"edits":[{"kind":"setPriority","order":"MO-1","priority":5},{"kind":"addOrder","order":{"id":"RUSH","product":"P","quantity":2,"priority":1,"rush":{"by":"ann"}}},
             {"kind":"stopWorkCenter","workCenter":"WC","from":"2026-11-02T07:00:00Z","to":"2026-11-02T09:00:00Z"},{"kind":"releaseHold","component":"C"}]}
            """u8).Question!;
        var there = Travelled(question);

        Assert.Equal((question.Name, question.Samples), (there.Name, there.Samples));
        Assert.Equal(question.Edits.Select(edit => EditReader.Write(edit).GetRawText()), there.Edits.Select(edit => EditReader.Write(edit).GetRawText()));

        var difference = new Difference(1.0 / 3, 0.1, 0.2, 0.4);
        var result = new WhatIfResult(null, [new PlantProblem("$.edits[0]", "does not fit")]);
        Assert.Equal(result.Problems, Travelled(result).Problems);
        var order = new OrderDifference("MO-1", OrderChangeKind.Added, null, new OrderAnswer(WireSamples.Page.Items[0].Forecast!, 1.0 / 3, Math.PI, Risk.Late, WireSamples.Page.Items[0].Causes), difference, difference, null);
        var back = Travelled(order);
        Assert.Equal((order.Order, order.Change, order.After!.Forecast, order.After.Risk, difference), (back.Order, back.Change, back.After!.Forecast, back.After.Risk, back.LateProbability));
        Assert.Equal(order.After.Causes[0].Chain, back.After.Causes[0].Chain);
    }

    private T Travelled<T>(T value)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<Carried>(serializer.SerializeToArray(Carried.Of(value)))!.Open<T>();
    }

    [Fact]
    public void An_answer_keeps_its_figures_to_the_last_digit()
    {
        var page = WireSamples.Page;
        var there = _services.GetRequiredService<Serializer>().Deserialize<Carried>(_services.GetRequiredService<Serializer>().SerializeToArray(Carried.Of(page)))!;
        var back = there.Open<Page<OrderView>>();

        Assert.Equal(page.Items[0] with { Causes = [] }, back.Items[0] with { Causes = [] });
        Assert.Equal(page.Items[0].Causes[0].Share, back.Items[0].Causes[0].Share);
        Assert.Equal(page.Items[0].Causes[0].Chain, back.Items[0].Causes[0].Chain);
        Assert.Equal((page.Next, page.Position, page.AsOf), (back.Next, back.Position, back.AsOf));
    }

    [Fact]
    public void Within_a_silo_nothing_is_copied()
    {
        var copier = _services.GetRequiredService<DeepCopier>();
        var (carried, events) = (Carried.Of(WireSamples.Page), WireSamples.Events);

        Assert.Same(carried, copier.Copy(carried));
        Assert.Same(events, copier.Copy(events));
    }

    private byte[] Again<T>(byte[] bytes)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.SerializeToArray(serializer.Deserialize<T>(bytes)!);
    }
}
