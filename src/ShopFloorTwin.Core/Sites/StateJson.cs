using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Learning.Durations;
using ShopFloorTwin.Core.Learning.Flow;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Learning.Yields;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

/// <summary>The plan and the place of a snapshot.</summary>
internal sealed record SavedPlan
{
    /// <summary>
    /// Version of what a fold makes of a journal, and of how it is saved: a snapshot of another one is not read, the journal is folded anew
    /// instead. 2: what is learned came to the twins; 3: durations learn the mean of the logarithm, not of what was off from earlier beliefs.
    /// </summary>
    public const int FormNow = 3;

    public required int Form { get; init; }
    public long Position { get; init; }
    public DateTimeOffset NewestEventTime { get; init; }

    /// <summary>The master data as a plant document without twins; lists by id, so that equal plans give equal bytes.</summary>
    public required JsonElement Plant { get; init; }

    public static SavedPlan Of(SiteTwins twins) => new()
    {
        Form = FormNow,
        Position = twins.Position,
        NewestEventTime = twins.NewestEventTime,
        Plant = JsonSerializer.SerializeToElement(new PlantDocument
        {
            Site = twins.Plan.Site,
            Name = twins.Plan.Name,
            TimeZone = twins.Plan.TimeZone,
            Currency = twins.Plan.Currency,
            AsOf = twins.Plan.AsOf,
            Calendars = [.. twins.Plan.Calendars.Values.OrderBy(calendar => calendar.Id, StringComparer.Ordinal)],
            Products = [.. twins.Plan.Products.Values.OrderBy(product => product.Id, StringComparer.Ordinal)],
        }, PlantJson.Options),
    };

    /// <exception cref="JsonException">The master data are damaged.</exception>
    public SitePlan Plan()
    {
        var plant = Plant.Deserialize<PlantDocument>(PlantJson.Options) ?? throw new JsonException("the plan is empty");
        return new SitePlan
        {
            Site = plant.Site,
            Name = plant.Name,
            TimeZone = plant.TimeZone,
            Currency = plant.Currency,
            AsOf = plant.AsOf,
            Calendars = plant.Calendars.ToImmutableDictionary(calendar => calendar.Id, StringComparer.Ordinal),
            Products = plant.Products.ToImmutableDictionary(product => product.Id, StringComparer.Ordinal),
        };
    }
}

/// <summary>The canonical serialisation of twins, for snapshots and the state hash. What follows from other members is left out.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SavedPlan))]
[JsonSerializable(typeof(WorkCenterTwin[]))]
[JsonSerializable(typeof(OrderTwin[]))]
[JsonSerializable(typeof(ComponentTwin[]))]
[JsonSerializable(typeof(SupplierTwin[]))]
[JsonSerializable(typeof(DecisionTwin[]))]
[JsonSerializable(typeof(ExceptionTwin[]))]
[JsonSerializable(typeof(DurationModel[]))]
[JsonSerializable(typeof(WorkCenterWaits[]))]
[JsonSerializable(typeof(FlowPath[]))]
[JsonSerializable(typeof(MachineModel[]))]
[JsonSerializable(typeof(YieldModel[]))]
[JsonSerializable(typeof(SavedSlice))]
internal sealed partial class StateJson : JsonSerializerContext
{
    /// <summary>A context that reads equal texts into one string.</summary>
    public static StateJson Reading(NamePool names)
    {
        var options = new JsonSerializerOptions(Default.Options);
        options.Converters.Add(new PooledText(names));
        options.Converters.Add(new PooledNames(names));
        return new StateJson(options);
    }

    private sealed class PooledText(NamePool names) : JsonConverter<string>
    {
        private const int LongestPooled = 128;

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String || reader.HasValueSequence || reader.ValueSpan.Length > LongestPooled)
                return reader.GetString();
            Span<char> text = stackalloc char[LongestPooled];
            return names.Name(text[..reader.CopyString(text)]);
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class PooledNames(NamePool names) : JsonConverter<ImmutableArray<string>>
    {
        public override ImmutableArray<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var read = ImmutableArray.CreateBuilder<string>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                read.Add(names.Name(reader.GetString()!));
            return read.Count switch { 0 => [], 1 => names.Single(read[0]), _ => read.DrainToImmutable() };
        }

        public override void Write(Utf8JsonWriter writer, ImmutableArray<string> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var name in value)
                writer.WriteStringValue(name);
            writer.WriteEndArray();
        }
    }
}
