using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Written values as Odoo takes or refuses them.</summary>
public static class PeerValues
{
    private const string DateTimeFormat = "yyyy-MM-dd HH:mm:ss";

    /// <exception cref="PeerError">Odoo would not take it.</exception>
    public static object? Written(PeerSession session, PeerModel model, PeerField field, JsonNode? node)
    {
        if (IsEmpty(node) && field.Type != "boolean")
            return field.Type switch { "float" or "monetary" => 0d, "integer" => 0L, "many2many" => new List<long>(), _ => null };
        return field.Type switch
        {
            "boolean" => !IsEmpty(node) && node!.GetValueKind() != JsonValueKind.False,
            "integer" or "many2one_reference" => Whole(node!),
            "float" or "monetary" => Number(node!),
            "many2one" => One(session, model, field, node!),
            "many2many" => throw new InvalidOperationException("many2many is written by commands"),
            "selection" => Choice(model, field, node!),
            "datetime" => Moment(node!.GetValue<string>()),
            "date" => node!.GetValue<string>()[..10],
            _ => node!.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString(),
        };
    }

    public static bool IsEmpty(JsonNode? node) => node is null || node.GetValueKind() is JsonValueKind.False or JsonValueKind.Null;

    public static long Whole(JsonNode node) => node.GetValueKind() == JsonValueKind.String
        ? long.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture)
        : (long)Plain(node);

    /// <summary>A JSON number, whatever it is backed by.</summary>
    public static double Plain(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    private static double Number(JsonNode node) => node.GetValueKind() != JsonValueKind.String ? Plain(node)
        : double.TryParse(node.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw PeerError.Value($"could not convert string to float: '{node.GetValue<string>()}'");

    private static string Choice(PeerModel model, PeerField field, JsonNode node)
    {
        var text = node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
        return field.Choices.Count == 0 || field.Choices.Contains(text) ? text : throw PeerError.Value($"Wrong value for {model.Name}.{field.Name}: '{text}'");
    }

    private static object One(PeerSession session, PeerModel model, PeerField field, JsonNode node)
    {
        var id = Whole(node is JsonArray pair ? pair[0]! : node);
        return !session.Tables.HasModel(field.Relation!) || session.Tables.Find(field.Relation!, id) is not null
            ? id
            : throw PeerError.Validation($"Another model is using the record you are trying to delete.\n\nThe troublemaker is: '{model.Label}' ({model.Name})\nThanks to the following constraint: '{field.Name}' ({field.Name})\nHow about archiving the record instead?");
    }

    /// <summary>Naive UTC to the second, or a bare date; nothing else.</summary>
    public static string Moment(string text)
    {
        if (DateTime.TryParseExact(text, DateTimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return text;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return text + " 00:00:00";
        throw text.Length > DateTimeFormat.Length && Moment(text) is not null
            ? PeerError.Value($"unconverted data remains: {text[DateTimeFormat.Length..]}")
            : PeerError.Value($"time data '{text}' does not match format '%Y-%m-%d %H:%M:%S'");

        static string? Moment(string text) =>
            DateTime.TryParseExact(text[..DateTimeFormat.Length], DateTimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null;
    }

    /// <summary>A moment in a domain: a <c>T</c> is taken, microseconds are dropped, a zone is refused.</summary>
    public static string MomentInDomain(string text)
    {
        if (text.EndsWith('Z') || (text.Length > 19 && text[19..].AsSpan().IndexOfAny('+', '-') >= 0))
            throw PeerError.Value($"expecting only datetimes with no timezone: '{text}'");
        var plain = text.Replace('T', ' ');
        return plain.Length > DateTimeFormat.Length ? plain[..DateTimeFormat.Length] : plain;
    }

    /// <summary>A local time of a zone as naive UTC.</summary>
    public static string ToUtc(string text, string zone)
    {
        var local = DateTime.ParseExact(Moment(text), DateTimeFormat, CultureInfo.InvariantCulture);
        return TimeZoneInfo.ConvertTimeToUtc(local, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString(DateTimeFormat, CultureInfo.InvariantCulture);
    }

    /// <summary>The list a many2many or one2many command list leaves, from what it was.</summary>
    public static List<long> Linked(IReadOnlyList<long> before, JsonNode? commands)
    {
        var ids = before.ToList();
        foreach (var item in commands as JsonArray ?? [])
        {
            if (item is not JsonArray command)
            {
                ids.Add(Whole(item!));
                continue;
            }
            switch (Whole(command[0]!))
            {
                case 3 or 2: ids.Remove(Whole(command[1]!)); break;
                case 4: ids.Add(Whole(command[1]!)); break;
                case 5: ids.Clear(); break;
                case 6: ids = [.. ((JsonArray)command[2]!).Select(id => Whole(id!))]; break;
                default: break;
            }
        }
        return [.. ids.Distinct()];
    }
}
