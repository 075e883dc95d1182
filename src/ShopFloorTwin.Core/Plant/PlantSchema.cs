using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Plant;

/// <summary>
/// The JSON Schema (draft 2020-12) of the plant document, made from its types, so that it cannot drift from what is read.
/// It says shapes and ranges; references, cycles and counts are the validator's.
/// </summary>
public static class PlantSchema
{
    /// <summary>The schema's own name.</summary>
    public const string Id = "urn:shopfloortwin:schema:plant:v1";

    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["timeZone"] = "IANA time zone of the calendars' local times.",
        ["asOf"] = "The moment the picture was taken.",
        ["calendar"] = "A calendar's id; left out: open around the clock.",
        ["capacity"] = "Parallel units.",
        ["efficiency"] = "Planned minutes are divided by it.",
        ["days"] = "Any of mon tue wed thu fri sat sun.",
        ["from"] = "Start; local time of day in a calendar, an instant in a planned stop.",
        ["to"] = "End; at or before from it is on the next day; 24:00 is midnight.",
        ["bom"] = "Components per unit of the product.",
        ["setupMinutes"] = "Minutes per order, at efficiency 1.",
        ["minutesPerUnit"] = "Minutes per unit, at efficiency 1.",
        ["after"] = "Operations that must be done before; left out: the one listed before; empty: none.",
        ["leadTimeDays"] = "Days from ordering to delivery when nothing is on order.",
        ["onHold"] = "Part of what is on hand that is held.",
        ["received"] = "Open is quantity less received.",
        ["due"] = "Promised.",
        ["confirmed"] = "The arrival the supplier last confirmed.",
        ["priority"] = "0 normal, 1 urgent, up to 9.",
        ["operations"] = "Left out: the product's routing gives them.",
        ["components"] = "Left out: the product's bill of materials gives them.",
        ["plannedMinutes"] = "For the whole order quantity, at efficiency 1; left out: by the routing.",
        ["done"] = "Good units so far.",
    };

    /// <summary>The schema as UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Json { get; } = Make();

    private static byte[] Make()
    {
        var exporting = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete };
        var body = PlantJson.Options.GetJsonSchemaAsNode(typeof(PlantDocument), exporting).AsObject();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = Id,
            ["title"] = "Plant document",
            ["description"] = "The canonical picture of a site. Times are ISO 8601 with offset, durations minutes, quantities in the product's unit, money in the site's currency. Unknown fields are kept.",
        };
        foreach (var (name, value) in body)
            schema[name] = value?.DeepClone();
        schema["type"] = "object";
        return JsonSerializer.SerializeToUtf8Bytes(schema, new JsonSerializerOptions { WriteIndented = true, Encoder = PlantJson.Options.Encoder });
    }

    /// <summary>What the types alone do not say: instants, names of states, ranges, patterns.</summary>
    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode node)
    {
        var nullable = Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null;
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(DateTimeOffset))
            return new JsonObject { ["type"] = Kinds("string", nullable), ["format"] = "date-time" };
        if (type == typeof(OrderState))
            return Names(new NameConverter<OrderState>(), nullable);
        if (type == typeof(OperationState))
            return Names(new NameConverter<OperationState>(), nullable);
        if (node is not JsonObject schema || context.PropertyInfo is not { } property)
            return node;
        if (type == typeof(double) || type == typeof(int))
            Limit(schema, property.Name);
        if (Descriptions.TryGetValue(property.Name, out var description))
            schema["description"] = description;
        if (Pattern(context.PropertyInfo.DeclaringType, property.Name) is { } pattern)
            schema["pattern"] = pattern;
        if (property is { Name: "schema" })
            schema["const"] = PlantDocument.SchemaName;
        return schema;
    }

    private static void Limit(JsonObject schema, string member)
    {
        var (least, most) = member switch
        {
            "priority" => (0, 9),
            "capacity" => (1, Limits.WorkCenterCapacity),
            "efficiency" => (0, 10),
            _ => (0, Limits.LargestNumber),
        };
        schema[member == "efficiency" ? "exclusiveMinimum" : "minimum"] = least;
        schema["maximum"] = most;
    }

    private static string? Pattern(Type? owner, string member) => member switch
    {
        "site" => "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        "date" => "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "from" when owner != typeof(PlannedStopSpec) => "^([01][0-9]|2[0-3]):[0-5][0-9]$",
        "to" when owner != typeof(PlannedStopSpec) => "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
        _ => null,
    };

    private static JsonObject Names(INames names, bool nullable)
    {
        var values = new JsonArray([.. names.Names.Select(name => (JsonNode)name)]);
        if (nullable)
            values.Add(null);
        return new JsonObject { ["enum"] = values };
    }

    private static JsonNode Kinds(string kind, bool nullable) => nullable ? new JsonArray(kind, "null") : kind;
}
