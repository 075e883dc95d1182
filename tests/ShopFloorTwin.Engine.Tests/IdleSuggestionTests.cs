using System.Diagnostics.Metrics;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedIdleSuggestionTests : IdleSuggestionTests<SqlitePlace, EmbeddedMaker>;

/// <summary>What a running engine searches for while nothing happens.</summary>
public abstract class IdleSuggestionTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    private static readonly CloudEvent Hold = Shop.Event("hold", new QualityHoldData(QualitySubject.Order, "bore", null, null) { Entity = "MO-1" });
    private static readonly CloudEvent Release = Shop.Event("release", new QualityReleasedData(QualitySubject.Order, null) { Entity = "MO-1" });

    // Now is the newest event's time: however long it is quiet, nothing gets later or old. Time goes on while a search is under way.
    protected IdleSuggestionTests() => Options = Options with { Clock = EngineClock.Journal, IdleSuggestions = TimeSpan.FromDays(36_500) };

    [Fact]
    public async Task What_was_found_while_nothing_happened_is_there_when_somebody_asks()
    {
        using var tried = new Tried();
        var (site, held) = await HeldAsync(tried);

        var counted = await ShowAsync(site, Shop.Counts("meanwhile", 3));
        foreach (var order in new[] { "MO-1", null })
        {
            var answer = await SuggestAsync(site, order);
            Assert.Equal((counted.Position, held), (answer.Position, answer.Items[0].TriedPosition));
            Assert.Equal("releaseHold", answer.Items[0].Edit.GetProperty("kind").GetString());
            Assert.True(answer.Complete && answer.Tried == answer.Changes && answer.Changes > 0, $"{answer}");
            Assert.InRange(answer.SearchedAt!.Value, Shop.Morning, Time.GetUtcNow());
        }
    }

    [Fact]
    public async Task What_no_longer_holds_is_searched_for_anew()
    {
        using var tried = new Tried();
        var (site, _) = await HeldAsync(tried);
        await ShowAsync(site, Release);
        var before = tried.Changes;
        Assert.Empty((await SuggestAsync(site, "MO-1")).Items);

        var again = await ShowAsync(site, Shop.Event("hold-again", Hold.Data, at: Shop.Morning.AddMinutes(2)));
        await QuietUntilAsync(() => tried.Changes > before);
        Assert.Equal(again.Position, (await SuggestAsync(site, "MO-1")).Items[0].TriedPosition);
    }

    [Fact]
    public async Task Nothing_is_searched_for_while_events_wait_to_be_taken()
    {
        using var tried = new Tried();
        var (site, _) = await HeldAsync(tried);
        var before = tried.Changes;
        Store.Hold();
        var appends = Store.Appends;
        var waiting = site.AcceptAsync([Shop.Event("hold-2", new QualityHoldData(QualitySubject.Order, "bore", null, null) { Entity = "MO-2" })], Cancellation).AsTask();
        await Within.Condition(() => Store.Appends > appends);
        for (var quarter = 0; quarter < 20; quarter++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
        Assert.Equal(before, tried.Changes);

        Store.Release();
        await Within.Time(waiting);
        await QuietUntilAsync(() => tried.Changes > before);
    }

    /// <summary>An order is held, and what helps it was searched for.</summary>
    private async Task<(ISiteTwin Site, long Position)> HeldAsync(Tried tried)
    {
        var site = await PlantAsync();
        await Within.Time(site.CatchUpAsync(Cancellation));
        await QuietUntilAsync(() => tried.Answers > 0);
        var calm = tried.Answers;
        var held = await ShowAsync(site, Hold);
        // Of the site, and of the one order at risk.
        await QuietUntilAsync(() => tried.Answers >= calm + 2);
        return (site, held.Position);
    }

    private Task QuietUntilAsync(Func<bool> found) => Within.Condition(() =>
    {
        if (found())
            return true;
        Time.Advance(TimeSpan.FromMilliseconds(250));
        return false;
    });

    private static async Task<SuggestionAnswer> SuggestAsync(ISiteTwin site, string? order) => (await Within.Time(site.SuggestionsAsync(order, Cancellation)))!;

    /// <summary>Counts what is searched for while idle, as the telemetry tells it.</summary>
    private sealed class Tried : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _changes, _answers;

        public Tried()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Telemetry.Name && instrument.Name.StartsWith("twin.suggestions.idle", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            {
                if (instrument.Name == "twin.suggestions.idle.tried")
                    Interlocked.Add(ref _changes, value);
                if (instrument.Name == "twin.suggestions.idle.answers")
                    Interlocked.Add(ref _answers, value);
            });
            _listener.Start();
        }

        public long Changes => Interlocked.Read(ref _changes);
        public long Answers => Interlocked.Read(ref _answers);

        public void Dispose() => _listener.Dispose();
    }
}
