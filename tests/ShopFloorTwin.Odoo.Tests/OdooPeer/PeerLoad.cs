using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>
/// <c>load</c>: rows of cells by column, upserts by external id. All or nothing, and most failures are an answer with
/// <c>ids: false</c> and messages.
/// </summary>
public static class PeerLoad
{
    private const string Serialize = "could not serialize access due to concurrent update\n";

    public static JsonObject Run(PeerSession session, PeerModel model, IReadOnlyList<string> columns, JsonArray data, bool losesRace)
    {
        foreach (var column in columns)
            CheckColumn(session, model, column);
        var ids = new JsonArray();
        try
        {
            return session.Tables.Transaction(() =>
            {
                for (var from = 0; from < data.Count;)
                {
                    var to = from + 1;
                    while (to < data.Count && IsContinuation(columns, data[to]!.AsArray()))
                        to++;
                    ids.Add(Record(session, model, columns, data, from, to));
                    from = to;
                }
                return losesRace ? throw new LoadRefusal(0, null, Serialize) : new JsonObject { ["ids"] = ids, ["messages"] = new JsonArray(), ["nextrow"] = 0 };
            });
        }
        catch (LoadRefusal refusal)
        {
            return Refused(refusal.Row, refusal.Column, refusal.Message);
        }
        catch (PeerError error)
        {
            return Refused(0, null, error.Message);
        }
    }

    private static JsonObject Refused(int row, string? column, string message)
    {
        var said = new JsonObject { ["rows"] = new JsonObject { ["from"] = row, ["to"] = row }, ["record"] = row, ["type"] = "error", ["message"] = message };
        if (column is not null)
            said["field"] = column;
        return new JsonObject { ["ids"] = false, ["messages"] = new JsonArray(said), ["nextrow"] = 0 };
    }

    private static void CheckColumn(PeerSession session, PeerModel model, string column)
    {
        var parts = column.Split('/', 2);
        if (parts[0] is "id" or ".id")
            return;
        if (!model.Fields.TryGetValue(parts[0], out var field))
            throw PeerError.Value($"Invalid field name '{parts[0]}'");
        if (field.Type == "one2many" && parts.Length > 1)
            CheckColumn(session, session.Tables.Model(field.Relation!), parts[1]);
    }

    /// <summary>A row with nothing but lines belongs to the record before it.</summary>
    private static bool IsContinuation(IReadOnlyList<string> columns, JsonArray row)
    {
        var some = false;
        for (var i = 0; i < columns.Count; i++)
        {
            if (IsBlank(row[i]))
                continue;
            if (!columns[i].Contains('/', StringComparison.Ordinal) || columns[i].EndsWith("/.id", StringComparison.Ordinal) && columns[i].Count(c => c == '/') == 1)
                return false;
            some = true;
        }
        return some;
    }

    private static long Record(PeerSession session, PeerModel model, IReadOnlyList<string> columns, JsonArray data, int from, int to)
    {
        var row = data[from]!.AsArray();
        string? externalId = null;
        long? known = null;
        var values = new JsonObject();
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == "id")
                externalId = IsBlank(row[i]) ? null : Text(row[i]);
            else if (columns[i] == ".id")
                known = IsBlank(row[i]) ? null : Existing(session, model, from, Text(row[i]));
            else if (model.Fields[columns[i].Split('/')[0]].Type != "one2many" && !IsBlank(row[i]))
                values[columns[i].Split('/')[0]] = Cell(session, model, columns[i], row[i]!, from);
        }
        if (externalId?.Contains(' ', StringComparison.Ordinal) == true)
            throw new LoadRefusal(from, null, "new row for relation \"ir_model_data\" violates check constraint \"ir_model_data_name_nospaces\"\n");
        var lines = Lines(session, model, columns, data, from, to);
        return Save(session, model, externalId, known, values, lines);
    }

    private static long Save(PeerSession session, PeerModel model, string? externalId, long? known, JsonObject values, IEnumerable<(PeerField Field, JsonObject Values, string? ExternalId)> lines)
    {
        var named = externalId is null ? null : PeerExternalIds.Find(session.Tables, externalId);
        var id = known ?? (named is not null && session.Tables.Find(model.Name, (long)named["res_id"]!) is not null ? (long)named["res_id"]! : null);
        if (id is null)
        {
            session.User.Require(model, "create");
            id = PeerWrite.Create(session, model, values);
            if (externalId is not null)
                PeerExternalIds.Set(session, externalId, model.Name, id.Value, session.Flag("noupdate"));
        }
        else if (session.Text("mode") == "update" && named?["noupdate"] is true)
        {
            return id.Value;
        }
        else
        {
            session.User.Require(model, "write");
            if (model.Name == "mail.message" && (values.ContainsKey("model") || values.ContainsKey("res_id")))
                throw PeerError.Access("Only administrators can modify 'model' and 'res_id' fields.");
            PeerWrite.Write(session, model, [id.Value], values);
        }
        foreach (var (field, line, lineId) in lines)
        {
            line[field.Inverse!] = id.Value;
            Save(session, session.Tables.Model(field.Relation!), lineId, null, line, []);
        }
        return id.Value;
    }

    private static List<(PeerField Field, JsonObject Values, string? ExternalId)> Lines(PeerSession session, PeerModel model, IReadOnlyList<string> columns, JsonArray data, int from, int to)
    {
        var lines = new List<(PeerField, JsonObject, string?)>();
        foreach (var field in columns.Select(column => column.Split('/')[0]).Distinct().Where(name => model.Fields.TryGetValue(name, out var known) && known.Type == "one2many").Select(name => model.Fields[name]))
        {
            var other = session.Tables.Model(field.Relation!);
            for (var r = from; r < to; r++)
            {
                var values = new JsonObject();
                string? externalId = null;
                for (var i = 0; i < columns.Count; i++)
                {
                    var cell = data[r]!.AsArray()[i];
                    if (!columns[i].StartsWith(field.Name + "/", StringComparison.Ordinal) || IsBlank(cell))
                        continue;
                    var inner = columns[i][(field.Name.Length + 1)..];
                    if (inner == "id")
                        externalId = Text(cell);
                    else
                        values[inner.Split('/')[0]] = Cell(session, other, inner, cell!, r);
                }
                if (values.Count > 0)
                    lines.Add((field, values, externalId));
            }
        }
        return lines;
    }

    private static JsonNode? Cell(PeerSession session, PeerModel model, string column, JsonNode cell, int row)
    {
        var field = model.Fields[column.Split('/')[0]];
        var text = Text(cell);
        return field.Type switch
        {
            "many2one" when column.EndsWith("/.id", StringComparison.Ordinal) => Linked(session, field, row, text, long.Parse(text, CultureInfo.InvariantCulture)),
            "many2one" when column.EndsWith("/id", StringComparison.Ordinal) => Linked(session, field, row, text, PeerExternalIds.Find(session.Tables, text)?["res_id"] as long?),
            "many2one" => Linked(session, field, row, text, session.Tables.Rows(field.Relation!).Keys.Where(id => PeerRead.DisplayName(session.Tables, field.Relation!, id) == text).Select(id => (long?)id).FirstOrDefault()),
            "many2many" => new JsonArray([.. text.Split(',').Select(id => (JsonNode)new JsonArray(4, long.Parse(id, CultureInfo.InvariantCulture)))]),
            "float" or "monetary" => double.Parse(text, CultureInfo.InvariantCulture),
            "integer" or "many2one_reference" => long.Parse(text, CultureInfo.InvariantCulture),
            "boolean" => text is "1" or "true" or "True",
            "datetime" => PeerValues.ToUtc(text, session.Text("tz") ?? session.User.TimeZone),
            "selection" => field.Choices.Contains(text) ? text : throw new LoadRefusal(row, field.Name, $"Value '{text}' not found in selection field '{field.Name}'"),
            _ => text,
        };
    }

    private static JsonNode Linked(PeerSession session, PeerField field, int row, string text, long? id) =>
        id is { } known && session.Tables.Find(field.Relation!, known) is not null
            ? known
            : throw new LoadRefusal(row, field.Name, $"No matching record found for database id '{text}' in field '{field.Name}'");

    private static long Existing(PeerSession session, PeerModel model, int row, string text)
    {
        var id = long.Parse(text, CultureInfo.InvariantCulture);
        return session.Tables.Find(model.Name, id) is not null ? id : throw new LoadRefusal(row, ".id", $"Unknown database identifier '{text}'");
    }

    private static bool IsBlank(JsonNode? cell) => PeerValues.IsEmpty(cell) || (cell!.GetValueKind() == JsonValueKind.String && cell.GetValue<string>().Length == 0);

    private static string Text(JsonNode? cell) => cell!.GetValueKind() == JsonValueKind.String ? cell.GetValue<string>() : cell.ToJsonString();

    private sealed class LoadRefusal(int row, string? column, string message) : Exception(message)
    {
        public int Row { get; } = row;
        public string? Column { get; } = column;
    }
}
