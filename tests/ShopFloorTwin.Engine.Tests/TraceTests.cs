using System.Collections.Concurrent;
using System.Diagnostics;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedTraceTests : TraceTests<SqlitePlace, EmbeddedMaker>;

/// <summary>The trace of an event, up to the forecast that shows it.</summary>
public abstract class TraceTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    // Spans of all tests of the process come by here: the site tells which are this test's.
    private const string Site = "traced";
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task A_forecast_that_starts_the_moment_the_event_is_folded_is_in_the_trace_of_the_event()
    {
        var site = await PlantAsync(Site);
        await Within.Time(site.WaitForAsync(1, Cancellation));
        var forecasts = new ConcurrentQueue<ActivityTraceId>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source == Telemetry.Source,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (!Equals(span.GetTagItem("site"), Site))
                    return;
                if (string.Equals(span.OperationName, "twin.forecast", StringComparison.Ordinal))
                    forecasts.Enqueue(span.TraceId);
                else if (string.Equals(span.OperationName, "twin.fold", StringComparison.Ordinal) && span.TraceId.ToHexString().Equals(TraceId, StringComparison.Ordinal))
                    ForecastNow();
            },
        };
        ActivitySource.AddActivityListener(listener);

        await ShowAsync(site, Shop.Count("c-1") with { TraceParent = $"00-{TraceId}-00f067aa0ba902b7-01" });

        Assert.Equal(TraceId, forecasts.First().ToHexString());

        // The writer stands still here, between the fold and its answer, until the idle forecast is made.
        void ForecastNow()
        {
            forecasts.Clear();
            Time.Advance(Options.IdleForecastInterval);
            Assert.True(SpinWait.SpinUntil(() => !forecasts.IsEmpty, TimeSpan.FromSeconds(20)), "no forecast came");
        }
    }
}
