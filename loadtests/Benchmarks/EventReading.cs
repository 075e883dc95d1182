using BenchmarkDotNet.Attributes;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Intake;
using ShopFloorTwin.LoadTests.Feeds;
using EventBatch = ShopFloorTwin.LoadTests.Feeds.EventBatch;

namespace ShopFloorTwin.LoadTests.Benchmarks;

/// <summary>What an event costs on its way from bytes to twins; figures are for one event.</summary>
[MemoryDiagnoser]
public class EventReading
{
    private const int Events = 1_000;
    private EventBatch _batch = null!;
    private CloudEvent[] _read = null!;
    private SiteState _state = null!;
    private long _position;

    [GlobalSetup]
    public void Setup()
    {
        var plant = Plants.Make(new PlantOptions(10_000, PlantOptions.NormalLoad, PlantOptions.FixedAsOf));
        _batch = new EventFeed(plant, 1, "bench").Next(Events);
        _read = [.. EventBatchReader.Read(_batch.Body, EventFormat.Batch).Items.Select(item => item.Reading.Event!)];
        _state = LocalSite.State(plant);
        _position = _state.Position;
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public int Read()
    {
        var read = 0;
        foreach (var row in _batch.Rows)
            read += EventReader.Read(row.Body).Event is null ? 0 : 1;
        return read;
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public int ReadBatch() => EventBatchReader.Read(_batch.Body, EventFormat.Batch).Items.Count;

    [Benchmark(OperationsPerInvoke = Events)]
    public int Check()
    {
        var check = _state.BeginBatch();
        var refused = 0;
        foreach (var one in _read)
            refused += check.Check(one) is null ? 0 : 1;
        return refused;
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public long Fold()
    {
        foreach (var one in _read)
            _state.Apply(new SiteRecord(++_position, one.Time, one));
        return _position;
    }

    [Benchmark]
    public object Publish() => _state.Publish();
}
