using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Replays;

/// <summary>
/// Runs recorded events through a site as if they came in now: as fast as it goes, or at so many times real time,
/// with forecasts taken along the way and scored once the actual dates are known.
/// </summary>
/// <param name="speed">Times real time; null: as fast as it goes.</param>
/// <param name="forecastEvery">In the events' time; null: no forecasts are taken.</param>
/// <param name="onForecasts">Sees the forecasts of the open orders as they are made, worst first.</param>
public sealed class Replay(
    ISiteTwin twin, TimeProvider time, EngineClock clock, double? speed, TimeSpan? forecastEvery, Action<IReadOnlyList<MadeForecast>> onForecasts)
{
    private const int BatchEvents = 1_000;
    private const int RefusalsKept = 20;

    private readonly List<(EventLine Line, CloudEvent Event)> _batch = [];
    private readonly List<RefusedLine> _refusals = [];
    private readonly List<MadeForecast> _forecasts = [];
    private readonly long _startedAt = time.GetTimestamp();
    private DateTimeOffset? _first;
    private DateTimeOffset? _newest;
    private DateTimeOffset _nextForecast;
    private int _accepted;
    private int _duplicates;
    private int _refused;

    /// <summary>Forecasts made before are not scored; null: all are.</summary>
    public DateTimeOffset? ScoreFrom { get; init; }

    public async Task<ReplayResult> RunAsync(IAsyncEnumerable<EventLine> lines, Action<double> progress, CancellationToken cancellation)
    {
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            if (Read(line) is not { } read)
                continue;
            await ForecastBeforeAsync(read.Time, cancellation);
            await PaceAsync(read.Time, cancellation);
            _batch.Add((line, read));
            if (_batch.Count == BatchEvents)
            {
                await FlushAsync(cancellation);
                progress(line.Share);
            }
        }
        await FlushAsync(cancellation);
        await twin.CatchUpAsync(cancellation);
        return await ResultAsync(cancellation);
    }

    private CloudEvent? Read(EventLine line)
    {
        var reading = EventReader.Read(line.Body);
        var refusal = reading.Refusal;
        if (reading.Event is { } read)
        {
            var wall = time.GetUtcNow();
            refusal = EventTimes.Check(read.Time, clock == EngineClock.Journal && _newest > wall ? _newest.Value : wall, clock == EngineClock.Journal);
        }
        if (refusal is null)
            return reading.Event;
        Refuse(line, reading.EventId, refusal);
        return null;
    }

    private async Task ForecastBeforeAsync(DateTimeOffset next, CancellationToken cancellation)
    {
        if (_first is null)
        {
            _first = next;
            _nextForecast = forecastEvery is { } every ? next + every : DateTimeOffset.MaxValue;
        }
        if (next >= _nextForecast)
        {
            await FlushAsync(cancellation);
            await twin.CatchUpAsync(cancellation);
            var open = await twin.AllOrdersAsync(new OrderQuery(), cancellation);
            var made = open.Select(MadeForecast.Of).OfType<MadeForecast>().ToList();
            _forecasts.AddRange(made);
            onForecasts(made);
            while (_nextForecast <= next)
                _nextForecast += forecastEvery!.Value;
        }
        _newest = _newest > next ? _newest : next;
    }

    private async Task PaceAsync(DateTimeOffset next, CancellationToken cancellation)
    {
        if (speed is not { } times)
            return;
        var wait = (next - _first!.Value) / times - time.GetElapsedTime(_startedAt);
        if (wait <= TimeSpan.Zero)
            return;
        await FlushAsync(cancellation);
        await Task.Delay(wait, time, cancellation);
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        if (_batch.Count == 0)
            return;
        var result = await AcceptAsync([.. _batch.Select(entry => entry.Event)], cancellation);
        for (var i = 0; i < _batch.Count; i++)
        {
            switch (result.Outcomes[i].Kind)
            {
                case OutcomeKind.Accepted: _accepted++; break;
                case OutcomeKind.Duplicate: _duplicates++; break;
                default: Refuse(_batch[i].Line, _batch[i].Event.Id, result.Outcomes[i].Refusal!); break;
            }
        }
        _batch.Clear();
    }

    private async Task<IntakeResult> AcceptAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await twin.AcceptAsync(events, cancellation);
            }
            catch (OverloadedException overloaded)
            {
                await Task.Delay(overloaded.RetryAfter, time, cancellation);
            }
        }
    }

    private void Refuse(EventLine line, string? id, Refusal refusal)
    {
        _refused++;
        if (_refusals.Count < RefusalsKept)
            _refusals.Add(new RefusedLine(line.Number, id, refusal.Type, refusal.Detail));
    }

    private async Task<ReplayResult> ResultAsync(CancellationToken cancellation)
    {
        var done = _forecasts.Count == 0 ? [] : await twin.AllOrdersAsync(new OrderQuery { States = [OrderState.Done] }, cancellation);
        var actuals = done.Where(order => order.Actual is not null).ToDictionary(order => order.Id, order => order.Actual!.Value, StringComparer.Ordinal);
        var scored = _forecasts.Where(forecast => ScoreFrom is null || forecast.AsOf >= ScoreFrom).ToList();
        var moments = scored.GroupBy(forecast => forecast.AsOf)
            .Select(moment => new MomentScore(moment.Key, moment.Count(), ForecastScore.Of(moment, actuals)));
        return new ReplayResult(
            _accepted, _duplicates, _refused, _refusals, (await twin.HealthAsync(cancellation)).JournalPosition, _newest,
            [.. moments], scored.Count == 0 ? null : ForecastScore.Of(scored, actuals));
    }
}
