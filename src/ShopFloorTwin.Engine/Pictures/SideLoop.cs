using System.Collections.Concurrent;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>Keeps asynchronous work on the thread it was begun on: what comes after each of its waits is queued for that.</summary>
internal sealed class SideLoop : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Goes, object? With)> _next = [];

    private SideLoop()
    {
    }

    /// <summary>Returns when the work is done; throws what it threw.</summary>
    public static void Run(Func<Task> work)
    {
        var loop = new SideLoop();
        SetSynchronizationContext(loop);
        try
        {
            var running = work();
            _ = running.ContinueWith(_ => loop._next.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var (goes, with) in loop._next.GetConsumingEnumerable())
                goes(with);
            running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _next.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The work is done: what still comes runs on the pool, as it would without a loop.
            base.Post(d, state);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nobody waits for this thread.");
}
