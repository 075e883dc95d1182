using System.Collections.Frozen;

namespace ShopFloorTwin.Core.Events;

/// <summary>Reads the data of one type of event. The result counts only when the fields found no problem.</summary>
internal delegate EventData? DataReading(ref DataFields data, Subject subject);

/// <summary>One type of event: its name, what it may be about, and how its data is read.</summary>
internal sealed record EventDefinition(string Type, SubjectKinds Subjects, DataReading Read);

/// <summary>All types of events the product knows.</summary>
internal static class EventCatalog
{
    private static readonly FrozenDictionary<string, EventDefinition> Definitions = new[]
    {
        MachineEvents.Definitions, OperationEvents.Definitions, OrderEvents.Definitions, QualityEvents.Definitions,
        SupplierEvents.Definitions, StockEvents.Definitions, PlantEvents.Definitions,
        DecisionEvents.Definitions, ExceptionEvents.Definitions,
    }.SelectMany(definitions => definitions).ToFrozenDictionary(definition => definition.Type);

    /// <summary>The names of all types, in order.</summary>
    public static IEnumerable<string> Types => Definitions.Keys.Order(StringComparer.Ordinal);

    /// <summary>Null when the type is not known.</summary>
    public static EventDefinition? Find(string type) => Definitions.GetValueOrDefault(type);
}
