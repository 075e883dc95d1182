using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Creates, writes and deletes, with what Odoo checks and does besides.</summary>
public static class PeerWrite
{
    public static long Create(PeerSession session, PeerModel model, JsonObject values)
    {
        var tables = session.Tables;
        var row = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in model.Fields.Values)
        {
            if (field.Type == "many2many")
                row[field.Name] = new List<long>();
            else if (field.Type != "one2many" && !field.Computed)
                row[field.Name] = field.Default ?? (field.Type == "boolean" ? false : null);
        }
        Take(session, model, values, row);
        PeerHooks.BeforeCreate(session, model, row);
        foreach (var field in model.Fields.Values.Where(field => field.Required && row.GetValueOrDefault(field.Name) is null))
            throw PeerError.Validation($"Missing required value for the field '{field.Name}' ({field.Name}).\nModel: '{model.Label}' ({model.Name})\n- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead\n");
        var id = tables.Insert(model.Name, row, session.User.Id);
        Lines(session, model, id, values);
        PeerHooks.AfterCreate(session, model, id);
        return id;
    }

    public static void Write(PeerSession session, PeerModel model, IReadOnlyList<long> ids, JsonObject values)
    {
        session.RequireThere(model.Name, ids);
        foreach (var id in ids)
        {
            var row = new Dictionary<string, object?>(StringComparer.Ordinal);
            Take(session, model, values, row, session.Tables.Find(model.Name, id));
            PeerHooks.BeforeWrite(session, model, id, row);
            session.Tables.Update(model.Name, id, row, session.User.Id);
            Lines(session, model, id, values);
        }
    }

    public static void Unlink(PeerSession session, PeerModel model, IReadOnlyList<long> ids)
    {
        session.RequireThere(model.Name, ids);
        foreach (var id in ids)
        {
            PeerHooks.BeforeUnlink(session, model, id);
            session.Tables.Delete(model.Name, id);
            foreach (var name in PeerExternalIds.Of(session.Tables, model.Name, id).ToList())
                session.Tables.Delete("ir.model.data", name);
        }
    }

    private static void Take(PeerSession session, PeerModel model, JsonObject values, Dictionary<string, object?> row, Dictionary<string, object?>? before = null)
    {
        foreach (var (name, node) in values)
        {
            if (!model.Fields.TryGetValue(name, out var field))
                throw PeerError.Value($"Invalid field '{name}' in '{model.Name}'");
            if (field.Type == "many2many")
                row[name] = PeerValues.Linked(before?.GetValueOrDefault(name) as List<long> ?? [], node);
            else if (field.Type != "one2many")
                row[name] = PeerValues.Written(session, model, field, node);
        }
    }

    /// <summary>One2many commands: new lines, changed lines, deleted lines.</summary>
    private static void Lines(PeerSession session, PeerModel model, long id, JsonObject values)
    {
        foreach (var (name, node) in values)
        {
            if (model.Fields[name] is not { Type: "one2many" } field || node is not JsonArray commands)
                continue;
            var other = session.Tables.Model(field.Relation!);
            foreach (var command in commands.OfType<JsonArray>())
            {
                switch (PeerValues.Whole(command[0]!))
                {
                    case 0:
                        var line = command[2]!.DeepClone().AsObject();
                        line[field.Inverse!] = id;
                        Create(session, other, line);
                        break;
                    case 1: Write(session, other, [PeerValues.Whole(command[1]!)], command[2]!.AsObject()); break;
                    case 2: Unlink(session, other, [PeerValues.Whole(command[1]!)]); break;
                    default: break;
                }
            }
        }
    }
}
