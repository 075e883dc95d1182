using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Domains in Polish notation over the records, with dotted paths.</summary>
public static class PeerDomain
{
    private static readonly string[] Operators =
        ["=", "!=", "==", "<>", "<", "<=", ">", ">=", "in", "not in", "like", "not like", "ilike", "not ilike", "=like", "=ilike", "child_of", "=?"];

    /// <summary>Ids of the records that match, in id order; archived ones only where the domain or the context asks for them.</summary>
    public static IEnumerable<long> Search(PeerSession session, PeerModel model, JsonArray domain)
    {
        var matches = Compile(session, model, domain);
        var archivedToo = !model.IsArchivable || !session.LeavesOutArchived || domain.ToJsonString().Contains("\"active\"", StringComparison.Ordinal);
        return session.Tables.Rows(model.Name).Where(row => (archivedToo || row.Value.GetValueOrDefault("active") is true) && matches(row.Value)).Select(row => row.Key);
    }

    public static Func<Dictionary<string, object?>, bool> Compile(PeerSession session, PeerModel model, JsonArray domain)
    {
        var stack = new Stack<Func<Dictionary<string, object?>, bool>>();
        foreach (var item in domain.Reverse())
        {
            if (item is JsonArray condition)
                stack.Push(Condition(session, model, condition));
            else
                stack.Push(Joined(item!.GetValue<string>(), stack));
        }
        var all = stack.ToArray();
        return row => Array.TrueForAll(all, one => one(row));
    }

    private static Func<Dictionary<string, object?>, bool> Joined(string op, Stack<Func<Dictionary<string, object?>, bool>> stack)
    {
        var a = stack.Pop();
        if (op == "!")
            return row => !a(row);
        var b = stack.Pop();
        return op == "&" ? row => a(row) && b(row) : row => a(row) || b(row);
    }

    private static Func<Dictionary<string, object?>, bool> Condition(PeerSession session, PeerModel model, JsonArray condition)
    {
        var path = condition[0]!.GetValueKind() == JsonValueKind.Number ? "id" : condition[0]!.GetValue<string>();
        var op = condition[1]!.GetValue<string>();
        var operand = condition[2];
        if (!Operators.Contains(op))
            throw PeerError.Value($"Invalid operator in condition ('{path}', '{op}', {Python(operand)})");
        var parts = path.Split('.', 2);
        if (!model.Fields.TryGetValue(parts[0], out var field))
            throw PeerError.Value($"Invalid field {model.Name}.{parts[0]} in condition ('{path}', '{op}', {Python(operand)})");
        if (parts.Length > 1)
            return Through(session, field, parts[1], op, operand);
        if (op == "child_of")
            return Below(session, field, operand);
        var test = Test(field, op, operand);
        var negative = op is "!=" or "<>" or "not in" or "not like" or "not ilike";
        return row => PeerRead.Raw(session, model, row, field) switch
        {
            List<long> ids when IsName(field, operand) => ids.Exists(id => test(PeerRead.DisplayName(session.Tables, field.Relation!, id))),
            List<long> { Count: 0 } => test(null),
            List<long> ids => negative ? ids.TrueForAll(id => test(id)) : ids.Exists(id => test(id)),
            long id when IsName(field, operand) => test(PeerRead.DisplayName(session.Tables, field.Relation!, id)),
            var value => test(value),
        };
    }

    private static bool IsName(PeerField field, JsonNode? operand) =>
        field.Relation is not null && operand is JsonValue value && value.GetValueKind() == JsonValueKind.String;

    private static Func<Dictionary<string, object?>, bool> Through(PeerSession session, PeerField field, string rest, string op, JsonNode? operand)
    {
        var other = session.Tables.Model(field.Relation ?? throw PeerError.Value($"Invalid field {field.Name}.{rest} in condition"));
        var inner = Condition(session, other, new JsonArray(rest, op, operand?.DeepClone()));
        return row => PeerRead.Raw(session, null, row, field) switch
        {
            long id => session.Tables.Find(other.Name, id) is { } found && inner(found),
            List<long> ids => ids.Exists(id => session.Tables.Find(other.Name, id) is { } found && inner(found)),
            _ => op is "=" && PeerValues.IsEmpty(operand) || op is "!=" or "not in",
        };
    }

    /// <summary>The locations (or other tree) below the given ones, themselves included.</summary>
    private static Func<Dictionary<string, object?>, bool> Below(PeerSession session, PeerField field, JsonNode? operand)
    {
        var model = field.Relation ?? "stock.location";
        var parent = model == "stock.location" ? "location_id" : "parent_id";
        var roots = (operand is JsonArray many ? many.Select(id => PeerValues.Whole(id!)) : [PeerValues.Whole(operand!)]).ToHashSet();
        bool IsBelow(object? value)
        {
            for (var id = value as long?; id is { } current; id = session.Tables.Find(model, current)?.GetValueOrDefault(parent) as long?)
            {
                if (roots.Contains(current))
                    return true;
            }
            return false;
        }
        return row => IsBelow(row.GetValueOrDefault(field.Name));
    }

    private static Func<object?, bool> Test(PeerField field, string op, JsonNode? operand)
    {
        if (op is "in" or "not in")
        {
            var set = (operand as JsonArray ?? [operand?.DeepClone()]).Select(item => Key(Operand(field, item))).ToHashSet();
            return value => set.Contains(Key(value)) == (op == "in");
        }
        var wanted = Operand(field, operand);
        return op switch
        {
            "=" or "==" => value => Key(value) == Key(wanted),
            "=?" => value => wanted is null || Key(value) == Key(wanted),
            "!=" or "<>" => value => Key(value) != Key(wanted),
            "<" => value => value is not null && Compare(value, wanted) < 0,
            "<=" => value => value is not null && Compare(value, wanted) <= 0,
            ">" => value => value is not null && Compare(value, wanted) > 0,
            ">=" => value => value is not null && Compare(value, wanted) >= 0,
            _ => Like(op, wanted as string ?? ""),
        };
    }

    private static Func<object?, bool> Like(string op, string wanted)
    {
        var whole = op.StartsWith('=');
        var pattern = Regex.Escape(wanted).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal);
        var regex = new Regex(whole ? $"^{pattern}$" : pattern, RegexOptions.Singleline | (op.Contains("ilike", StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None));
        return value => (value is string text && regex.IsMatch(text)) != op.StartsWith("not", StringComparison.Ordinal);
    }

    private static object? Operand(PeerField field, JsonNode? node) =>
        node is null ? null
        : node.GetValueKind() switch
        {
            JsonValueKind.False when field.Type != "boolean" => null,
            JsonValueKind.False => false,
            JsonValueKind.True => true,
            JsonValueKind.Number => PeerValues.Plain(node),
            _ when field.Type == "datetime" => PeerValues.MomentInDomain(node.GetValue<string>()),
            _ => node.GetValue<string>(),
        };

    /// <summary>Values that are equal have the same key; no value and <c>False</c> are one.</summary>
    private static string Key(object? value) => value switch
    {
        null or false => "",
        true => "True",
        long or int or double => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    public static int Compare(object? a, object? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (string x, string y) => string.CompareOrdinal(x, y),
        _ => Convert.ToDouble(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
    };

    private static string Python(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? $"'{value.GetValue<string>()}'" : node?.ToJsonString() ?? "None";
}
