using System.Text;
using System.Text.Json;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedSqliteWhatIfTests : WhatIfTests<SqlitePlace, EmbeddedMaker>;

public sealed class EmbeddedPostgresWhatIfTests : WhatIfTests<PostgresPlace, EmbeddedMaker>;

/// <summary>Questions beside the live site.</summary>
public abstract class WhatIfTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    private const string Rush = """[{"kind":"setPriority","order":"MO-5","priority":5},{"kind":"stopWorkCenter","workCenter":"WC-MILL","from":"2026-11-02T07:00:00Z","to":"2026-11-02T20:00:00Z"}]""";

    [Fact]
    public async Task A_question_is_answered_from_the_published_picture_and_its_position()
    {
        var site = await ShownAsync();
        var shown = await ShowAsync(site, Shop.Count("c-1"), Shop.Due("late", "MO-3", Shop.Morning.AddHours(2)));
        var answer = await AskAsync(site, """[{"kind":"cancelOrder","order":"MO-1"}]""");

        Assert.Equal(shown.Position, answer.Base.Position);
        Assert.Equal(OrderChangeKind.Gone, answer.Orders.Single(o => o.Order == "MO-1").Change);
        var before = (await site.OrderAsync("MO-2", null, Cancellation))!;
        var moved = answer.Orders.Single(o => o.Order == "MO-2");
        Assert.Equal(before.Forecast, moved.Before!.Forecast);
        Assert.True(moved.After!.Forecast.P50 < moved.Before.Forecast.P50);
    }

    [Fact]
    public async Task What_is_then_really_done_gives_what_was_answered()
    {
        var site = await ShownAsync();
        var answer = await AskAsync(site, $$"""[{"kind":"setDue","order":"MO-2","due":"{{Shop.Morning.AddMinutes(30):o}}"}]""");
        await ShowAsync(site, Shop.Event("sooner", new Core.Events.OrderChangedData(new() { Due = Shop.Morning.AddMinutes(30) }) { Entity = "MO-2" }));

        foreach (var order in answer.Orders)
        {
            var now = (await site.OrderAsync(order.Order, null, Cancellation))!;
            Assert.Equal((order.After!.Forecast, order.After.LateProbability, order.After.ExpectedLatenessMinutes), (now.Forecast, now.LateProbability, now.ExpectedLatenessMinutes));
        }
        Assert.Contains(answer.Orders, o => o.Order == "MO-2");
    }

    [Fact]
    public async Task No_question_changes_the_live_twin_while_events_come_in()
    {
        var asked = await ShownAsync();
        var questions = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                await AskAsync(asked, Rush);
        });
        for (var i = 0; i < 20; i++)
            await AcceptAsync(asked, [Shop.Report($"r-{i}", $"MO-{1 + (i % 5)}", i < 5 ? Core.Events.OperationReport.Started : Core.Events.OperationReport.Paused), .. Shop.Counts($"c-{i}", 20)]);
        await Within.Time(questions);
        var hash = await HashAsync(asked);

        await AskAsync(asked, Rush);
        Assert.Equal(hash, await HashAsync(asked));
        // Folded anew from the journal alone.
        Assert.Equal(hash, await HashAsync(await CrashAsync()));
    }

    [Fact]
    public async Task Edits_that_do_not_fit_come_back_with_their_paths()
    {
        var site = await ShownAsync();
        var result = await Within.Time(site.WhatIfAsync(Question("""[{"kind":"setPriority","order":"MO-99","priority":1}]"""), "anna", Cancellation));
        Assert.Null(result.Answer);
        Assert.Equal("$.edits[0].order refers to an unknown order 'MO-99'", Assert.Single(result.Problems).ToString());
    }

    [Fact]
    public async Task Who_asks_too_much_at_once_is_told_so_and_holds_nobody_else_up()
    {
        var site = await ShownAsync();
        var many = Enumerable.Range(0, 60).Select(_ => TryAsync(site, "anna")).ToList();
        var other = await Within.Time(TryAsync(site, "ben"));
        var answered = await Within.Time(Task.WhenAll(many));

        Assert.True(other);
        Assert.Contains(true, answered);
        Assert.Contains(false, answered);
        // All places are given back.
        Assert.True(await Within.Time(TryAsync(site, "anna")));
    }

    [Fact]
    public async Task An_answer_is_the_same_wherever_it_was_worked_out()
    {
        var site = await ShownAsync();
        var answer = await AskAsync(site, Rush);
        var again = await AskAsync(site, Rush);
        Assert.Equal(JsonSerializer.Serialize(answer), JsonSerializer.Serialize(again));
        Assert.Equal(["MO-1", "MO-2", "MO-3", "MO-4", "MO-5"], answer.Orders.Select(o => o.Order).Order());
        Assert.Contains(answer.WorkCenters, w => w.WorkCenter == Shop.Mill);
    }

    private async Task<ISiteTwin> ShownAsync()
    {
        var site = await PlantAsync();
        await Within.Time(site.CatchUpAsync(Cancellation));
        return site;
    }

    private static async Task<bool> TryAsync(ISiteTwin site, string caller)
    {
        try
        {
            return (await site.WhatIfAsync(Question(Rush) with { Samples = Limits.SamplesMax }, caller, Cancellation)).Answer is not null;
        }
        catch (OverloadedException full)
        {
            Assert.True(full.RetryAfter > TimeSpan.Zero);
            return false;
        }
    }

    private static async Task<WhatIfAnswer> AskAsync(ISiteTwin site, string edits)
    {
        var result = await Within.Time(site.WhatIfAsync(Question(edits), "anna", Cancellation));
        Assert.Empty(result.Problems);
        return result.Answer!;
    }

    private static WhatIfQuestion Question(string edits) => WhatIfReader.Read(Encoding.UTF8.GetBytes(edits)).Question!;
}
