using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>The newest picture of a site, and those who wait for a newer one. Safe from any thread.</summary>
public sealed class LivePicture
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private volatile SitePicture? _current;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null until the first forecast is made.</summary>
    public SitePicture? Current => _current;

    public void Publish(SitePicture picture)
    {
        var reached = new List<TaskCompletionSource>();
        lock (_gate)
        {
            _current = picture;
            reached.Add(_next);
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            while (_waiting.TryPeek(out _, out var position) && position <= picture.Position)
                reached.Add(_waiting.Dequeue());
        }
        foreach (var waiter in reached)
            waiter.TrySetResult();
    }

    /// <summary>Returns once there is another picture than the one that was seen.</summary>
    public async Task<SitePicture> AfterAsync(SitePicture? seen, CancellationToken cancellation)
    {
        Task next;
        lock (_gate)
            next = _next.Task;
        if (_current is not { } picture || ReferenceEquals(picture, seen))
            await next.WaitAsync(cancellation);
        return _current!;
    }

    /// <summary>Returns once the picture stands at <paramref name="position"/> or behind it.</summary>
    public ValueTask WaitForAsync(long position, CancellationToken cancellation)
    {
        if (_current is { } picture && picture.Position >= position)
            return ValueTask.CompletedTask;
        lock (_gate)
        {
            if (_current is { } newest && newest.Position >= position)
                return ValueTask.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter, position);
            return new ValueTask(waiter.Task.WaitAsync(cancellation));
        }
    }
}
