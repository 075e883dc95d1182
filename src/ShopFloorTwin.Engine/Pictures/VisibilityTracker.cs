using System.Diagnostics;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>Remembers accepted requests until a picture shows them: for the forecast's trace and for the latency histogram. Bounded.</summary>
public sealed class VisibilityTracker(string site, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<Accepted> _waiting = new();

    private readonly record struct Accepted(long Position, long ArrivedAt, ActivityContext Context);

    /// <param name="position">Of the request's last event.</param>
    /// <param name="arrivedAt">Timestamp of the request's arrival.</param>
    /// <param name="context">Of its accept span.</param>
    public void Add(long position, long arrivedAt, ActivityContext context)
    {
        if (!Telemetry.VisibleLatency.Enabled && context == default)
            return;
        lock (_gate)
        {
            if (_waiting.Count < Limits.TrackedRequests)
                _waiting.Enqueue(new Accepted(position, arrivedAt, context));
        }
    }

    /// <summary>Contexts of the requests a picture at this position will show first.</summary>
    public IReadOnlyList<ActivityContext> Contexts(long position)
    {
        lock (_gate)
        {
            return [.. _waiting.TakeWhile(accepted => accepted.Position <= position)
                .Select(accepted => accepted.Context).Where(context => context != default).Distinct().Take(Limits.SpanLinks + 1)];
        }
    }

    /// <summary>A picture at this position is there.</summary>
    public void Shown(long position)
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var accepted) && accepted.Position <= position)
            {
                _waiting.Dequeue();
                Telemetry.VisibleLatency.Record(time.GetElapsedTime(accepted.ArrivedAt).TotalMilliseconds, Telemetry.SiteTag(site));
            }
        }
    }
}
