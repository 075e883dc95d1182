using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Learning.Durations;
using ShopFloorTwin.Core.Learning.Flow;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Learning.Yields;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

/// <summary>A part of a snapshot.</summary>
/// <param name="Name"><c>plan</c>, or the kind of twin and a number: <c>orders/3</c>.</param>
/// <param name="Content">UTF-8 JSON.</param>
public readonly record struct StateChunk(string Name, ReadOnlyMemory<byte> Content);

/// <summary>Twins as chunks of JSON and back, without loss.</summary>
public static class SiteSnapshot
{
    /// <summary>Twins in one chunk.</summary>
    public const int TwinsPerChunk = 1_000;

    internal const string PlanName = "plan";
    internal const string WorkCenters = "work-centers";
    internal const string Orders = "orders";
    internal const string Components = "components";
    internal const string Suppliers = "suppliers";
    internal const string Decisions = "decisions";
    internal const string Exceptions = "exceptions";
    internal const string Durations = "durations";
    internal const string Waits = "waits";
    internal const string Flows = "flows";
    internal const string Machines = "machines";
    internal const string Yields = "yields";

    /// <summary>The chunks of the twins, made one at a time as they are asked for; may run on any thread.</summary>
    public static IEnumerable<StateChunk> Save(SiteTwins twins)
    {
        yield return new StateChunk(PlanName, JsonSerializer.SerializeToUtf8Bytes(SavedPlan.Of(twins), StateJson.Default.SavedPlan));
        foreach (var chunk in Chunks(WorkCenters, twins.WorkCenters, StateJson.Default.WorkCenterTwinArray)
            .Concat(Chunks(Orders, twins.Orders, StateJson.Default.OrderTwinArray))
            .Concat(Chunks(Components, twins.Components, StateJson.Default.ComponentTwinArray))
            .Concat(Chunks(Suppliers, twins.Suppliers, StateJson.Default.SupplierTwinArray))
            .Concat(Chunks(Decisions, twins.Decisions, StateJson.Default.DecisionTwinArray))
            .Concat(Chunks(Exceptions, twins.Exceptions, StateJson.Default.ExceptionTwinArray))
            .Concat(Chunks(Durations, twins.Learned.Durations.All, StateJson.Default.DurationModelArray))
            .Concat(Chunks(Waits, twins.Learned.Waits, StateJson.Default.WorkCenterWaitsArray))
            .Concat(Chunks(Flows, twins.Learned.Flows, StateJson.Default.FlowPathArray))
            .Concat(Chunks(Machines, twins.Learned.Machines, StateJson.Default.MachineModelArray))
            .Concat(Chunks(Yields, twins.Learned.Yields.All, StateJson.Default.YieldModelArray)))
            yield return chunk;
    }

    /// <summary>Reads what <see cref="Save"/> made; within a kind the chunks come in the order saved.</summary>
    /// <exception cref="InvalidDataException">The chunks are damaged, incomplete or of another form.</exception>
    internal static LoadedTwins Load(IEnumerable<StateChunk> chunks)
    {
        var names = new NamePool();
        var json = StateJson.Reading(names);
        var loaded = new LoadedTwins();
        foreach (var (name, content) in chunks)
        {
            try
            {
                switch (name.Split('/')[0])
                {
                    case PlanName:
                        loaded.Saved = JsonSerializer.Deserialize(content.Span, json.SavedPlan);
                        loaded.Plan = loaded.Saved?.Plan();
                        break;
                    case WorkCenters:
                        loaded.WorkCenters.AddRange(JsonSerializer.Deserialize(content.Span, json.WorkCenterTwinArray)!);
                        break;
                    case Orders:
                        loaded.Orders.AddRange(JsonSerializer.Deserialize(content.Span, json.OrderTwinArray)!);
                        break;
                    case Components:
                        loaded.Components.AddRange(JsonSerializer.Deserialize(content.Span, json.ComponentTwinArray)!);
                        break;
                    case Suppliers:
                        loaded.Suppliers.AddRange(JsonSerializer.Deserialize(content.Span, json.SupplierTwinArray)!);
                        break;
                    case Decisions:
                        loaded.Decisions.AddRange(JsonSerializer.Deserialize(content.Span, json.DecisionTwinArray)!);
                        break;
                    case Exceptions:
                        loaded.Exceptions.AddRange(JsonSerializer.Deserialize(content.Span, json.ExceptionTwinArray)!);
                        break;
                    case Durations:
                        loaded.Durations.AddRange(JsonSerializer.Deserialize(content.Span, json.DurationModelArray)!);
                        break;
                    case Waits:
                        loaded.Waits.AddRange(JsonSerializer.Deserialize(content.Span, json.WorkCenterWaitsArray)!);
                        break;
                    case Flows:
                        loaded.Flows.AddRange(JsonSerializer.Deserialize(content.Span, json.FlowPathArray)!);
                        break;
                    case Machines:
                        loaded.Machines.AddRange(JsonSerializer.Deserialize(content.Span, json.MachineModelArray)!);
                        break;
                    case Yields:
                        loaded.Yields.AddRange(JsonSerializer.Deserialize(content.Span, json.YieldModelArray)!);
                        break;
                    default:
                        throw new InvalidDataException($"snapshot chunk '{name}' is of no kind known here");
                }
            }
            catch (JsonException fault)
            {
                throw new InvalidDataException($"snapshot chunk '{name}' cannot be read: {fault.Message}", fault);
            }
        }
        return loaded;
    }

    private static IEnumerable<StateChunk> Chunks<T>(string kind, IReadOnlyList<T> twins, JsonTypeInfo<T[]> form) =>
        twins.Chunk(TwinsPerChunk).Select((chunk, number) => new StateChunk($"{kind}/{number}", JsonSerializer.SerializeToUtf8Bytes(chunk, form)));
}

/// <summary>Twins read from a snapshot.</summary>
internal sealed class LoadedTwins
{
    public SavedPlan? Saved { get; set; }
    public SitePlan? Plan { get; set; }
    public List<WorkCenterTwin> WorkCenters { get; } = [];
    public List<OrderTwin> Orders { get; } = [];
    public List<ComponentTwin> Components { get; } = [];
    public List<SupplierTwin> Suppliers { get; } = [];
    public List<DecisionTwin> Decisions { get; } = [];
    public List<ExceptionTwin> Exceptions { get; } = [];
    public List<DurationModel> Durations { get; } = [];
    public List<WorkCenterWaits> Waits { get; init; } = [];
    public List<FlowPath> Flows { get; init; } = [];
    public List<MachineModel> Machines { get; } = [];
    public List<YieldModel> Yields { get; } = [];
}
