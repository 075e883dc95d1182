using ShopFloorTwin.LoadTests.Hosting;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.LoadTests.Feeds;

/// <summary>What was sent, to be held against what is in the journal and in the twins.</summary>
internal sealed class Tally(string site)
{
    private long _sent;
    private long _accepted;
    private long _otherwise;
    private double _good;

    public string Site { get; } = site;

    /// <summary>Good pieces sent.</summary>
    public double Good => _good;

    /// <summary>The newest position acknowledged.</summary>
    public long Position { get; private set; }

    /// <summary>Every event was new to who took it.</summary>
    public bool IsAllAccepted => _accepted == _sent;

    /// <summary>In words.</summary>
    public string Summary => $"sent {_sent}, accepted {_accepted}, duplicate or refused {_otherwise}; good pieces sent {_good}";

    public void Add(Sent sent, IEnumerable<EventBatch> batches)
    {
        _accepted += sent.Events;
        _otherwise += sent.Duplicates + sent.Rejected;
        Position = Math.Max(Position, sent.Position);
        foreach (var batch in batches)
        {
            _sent += batch.Events;
            _good += batch.Good;
        }
    }

    /// <summary>Reads the good pieces of all work centers, stops the silo, and reads its journal through. False when a number differs.</summary>
    public Task<bool> CheckAsync(SiloProcess silo, SiloPlace place, CancellationToken cancellation) => CheckAsync(silo.Client, silo.StopAsync, place, cancellation);

    /// <summary>The same, where it is not one silo that is asked and stopped.</summary>
    public async Task<bool> CheckAsync(SiloClient silo, Func<Task> stop, SiloPlace place, CancellationToken cancellation)
    {
        var good = await silo.GoodAsync(Site, cancellation);
        await stop();
        await using var store = await Stores.OpenAsync(new StoreOptions(place.Postgres ?? "sqlite", place.Folder), TimeProvider.System, cancellation);
        var report = await store.Journal.VerifyAsync(Site, null, cancellation);
        // The plant document is a record too.
        var journalled = report.Records - 1;
        Console.WriteLine(
            $"counted  sent {_sent}, accepted {_accepted}, duplicate or refused {_otherwise}, in the journal {journalled} (gaps, doubles, unreadable: {report.Problems.Count}); good pieces sent {_good}, in the twins {good}");
        var sound = _accepted == _sent && journalled == _sent && report.Problems.Count == 0 && Math.Abs(good - _good) < 0.5;
        Console.WriteLine(sound ? "counted  accepted = in the journal = folded" : "COUNTS DIFFER");
        return sound;
    }
}
