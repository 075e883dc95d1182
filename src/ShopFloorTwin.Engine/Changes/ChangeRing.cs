using System.Globalization;
using System.Runtime.CompilerServices;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Engine.Changes;

/// <summary>
/// The last changes of a site, numbered from 1 within one run of the process. Readers follow it by number, each at its own pace;
/// one that is overtaken, or resumes behind what is kept or from another run, is told to read the state anew.
/// </summary>
public sealed class ChangeRing(long epoch, int capacity = Limits.StreamChanges, int maxSubscribers = Limits.StreamSubscribers)
{
    private const int PageLength = 256;
    private readonly Lock _gate = new();
    private readonly SiteChange[] _kept = new SiteChange[capacity];
    private long _newest;
    private int _subscribers;
    private TaskCompletionSource _more = NewSignal();

    /// <summary>Streams open now.</summary>
    public int Subscribers => Volatile.Read(ref _subscribers);

    /// <summary>Id of the newest change: whoever resumes behind it follows from now on.</summary>
    public string NewestId
    {
        get
        {
            lock (_gate)
                return IdOf(_newest);
        }
    }

    public void Add(IReadOnlyList<(string Kind, ReadOnlyMemory<byte> Data)> changes)
    {
        if (changes.Count == 0)
            return;
        TaskCompletionSource waiting;
        lock (_gate)
        {
            foreach (var (kind, data) in changes)
            {
                _newest++;
                _kept[_newest % capacity] = new SiteChange(IdOf(_newest), kind, data);
            }
            waiting = _more;
            _more = NewSignal();
        }
        waiting.TrySetResult();
    }

    /// <summary>Changes from behind <paramref name="lastId"/> on (null: from now on), without end.</summary>
    /// <exception cref="OverloadedException">Too many streams are open.</exception>
    public IAsyncEnumerable<SiteChange> FollowAsync(string? lastId, CancellationToken cancellation)
    {
        RefuseWhenFull(Subscribers + 1);
        lock (_gate)
            return FollowAsync(lastId is null ? _newest : NumberOf(lastId), cancellation);
    }

    private async IAsyncEnumerable<SiteChange> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            RefuseWhenFull(Interlocked.Increment(ref _subscribers));
            var page = new List<SiteChange>(PageLength);
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var (next, more) = Read(after, page);
                after = next;
                foreach (var change in page)
                    yield return change;
                if (page.Count == 0)
                    await more.WaitAsync(cancellation);
                page.Clear();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _subscribers);
        }
    }

    private (long Next, Task More) Read(long? after, List<SiteChange> page)
    {
        lock (_gate)
        {
            if (after is not { } number || number > _newest || number < _newest - capacity)
            {
                page.Add(new SiteChange(IdOf(_newest), "reset", "{}"u8.ToArray()));
                return (_newest, _more.Task);
            }
            while (number < _newest && page.Count < PageLength)
                page.Add(_kept[++number % capacity]);
            return (number, _more.Task);
        }
    }

    private void RefuseWhenFull(int subscribers)
    {
        if (subscribers > maxSubscribers)
            throw new OverloadedException($"{maxSubscribers} streams of the site are open, which is the limit. Close one, or try again later.", TimeSpan.FromSeconds(10));
    }

    private string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{epoch:x}-{number}");

    private long? NumberOf(string id)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(id.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var run) && run == epoch
            && long.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
