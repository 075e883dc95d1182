using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>A method being called.</summary>
public sealed record PeerInvocation(PeerSession Session, PeerModel Model, IReadOnlyList<long> Ids, JsonObject Arguments, bool LosesRace)
{
    public PeerTables Tables => Session.Tables;

    public JsonArray Array(string name) => Arguments[name] as JsonArray ?? [];

    public IReadOnlyList<string>? Names(string name) => (Arguments[name] as JsonArray)?.Select(item => item!.GetValue<string>()).ToList();

    public int? Count(string name) => Arguments[name] is { } node && !PeerValues.IsEmpty(node) ? (int)PeerValues.Whole(node) : null;

    public string? Text(string name) => Arguments[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public bool BareIds => Arguments.ContainsKey("load") && Text("load") is null or "";

    /// <summary>Ids after a domain, an order, an offset and a limit.</summary>
    public IEnumerable<long> Found()
    {
        var found = PeerOrder.Sort(Session, Model, PeerDomain.Search(Session, Model, Array("domain")), Text("order"));
        return found.Skip(Count("offset") ?? 0).Take(Count("limit") ?? int.MaxValue);
    }
}

/// <summary>A public method: whether it is called on records, its parameters in order, how many of them it must have.</summary>
public sealed record PeerMethod(bool OnRecords, string[] Parameters, int Required, bool TakesMore, Func<PeerInvocation, JsonNode?> Run);

/// <summary>The public methods, of every model and of single ones.</summary>
public static class PeerMethods
{
    private static readonly string[] Private = ["exists", "check_access", "browse", "sudo", "with_context", "mapped", "filtered"];
    private static readonly string[] SearchParameters = ["domain", "offset", "limit", "order"];

    private static readonly Dictionary<string, PeerMethod> OfEvery = new(StringComparer.Ordinal)
    {
        ["search_read"] = OfModel(["domain", "fields", "offset", "limit", "order", "load"], 0, call => Read(call, call.Found())),
        ["search"] = OfModel(SearchParameters, 1, call => Ids(Allowed(call, "read", call.Found))),
        ["search_count"] = OfModel(["domain", "limit"], 1, call => Allowed(call, "read", call.Found).Count()),
        ["read"] = OfRecords(["fields", "load"], 0, call => Read(call, call.Ids)),
        ["create"] = OfModel(["vals_list"], 1, Create),
        ["write"] = OfRecords(["vals"], 1, call =>
        {
            call.Session.User.Require(call.Model, "write");
            PeerWrite.Write(call.Session, call.Model, call.Ids, call.Arguments["vals"]!.AsObject());
            return true;
        }),
        ["unlink"] = OfRecords([], 0, call =>
        {
            call.Session.User.Require(call.Model, "unlink");
            PeerWrite.Unlink(call.Session, call.Model, call.Ids);
            return true;
        }),
        ["load"] = OfModel(["fields", "data"], 2, call => PeerLoad.Run(call.Session, call.Model, call.Names("fields")!, call.Array("data"), call.LosesRace)),
        ["fields_get"] = OfModel(["allfields", "attributes"], 0, call => PeerFieldsGet.Run(call)),
        ["get_external_id"] = OfRecords([], 0, ExternalIds),
        ["has_access"] = OfRecords(["operation"], 1, call => call.Session.User.May(call.Model.Name, call.Text("operation")!)),
        ["check_access_rights"] = OfModel(["operation", "raise_exception"], 1, call => call.Session.User.May(call.Model.Name, call.Text("operation")!)),
        ["web_save"] = OfRecords(["vals", "specification"], 2, call => SaveEach(call, [call.Arguments["vals"]!.AsObject()])),
        ["web_save_multi"] = OfRecords(["vals_list", "specification"], 2, call => SaveEach(call, [.. call.Array("vals_list").Select(values => values!.AsObject())])),
        ["web_read"] = OfRecords(["specification"], 1, call => Specified(call, call.Ids)),
        ["web_search_read"] = OfModel(["domain", "specification", "offset", "limit", "order", "count_limit"], 2, call =>
        {
            call.Session.User.Require(call.Model, "read");
            return new JsonObject { ["length"] = PeerDomain.Search(call.Session, call.Model, call.Array("domain")).Count(), ["records"] = Specified(call, call.Found()) };
        }),
        ["export_data"] = OfRecords(["fields_to_export"], 1, _ => throw PeerError.User("You don't have the rights to export data. Please contact an Administrator.")),
        ["formatted_read_group"] = OfModel(["domain", "groupby", "aggregates", "order", "limit"], 1, PeerGroups.Run),
        ["message_post"] = OfRecords([], 0, MessagePost, takesMore: true),
        ["activity_schedule"] = OfRecords(["act_type_xmlid", "date_deadline", "summary", "note"], 0, Schedule, takesMore: true),
    };

    private static PeerMethod OfModel(string[] parameters, int required, Func<PeerInvocation, JsonNode?> run) => new(false, parameters, required, false, run);

    private static PeerMethod OfRecords(string[] parameters, int required, Func<PeerInvocation, JsonNode?> run, bool takesMore = false) => new(true, parameters, required, takesMore, run);

    /// <summary>The method, or null; private ones are an AccessError. What came or went with a version is there in its versions only.</summary>
    public static PeerMethod? Find(string model, string name, int version) =>
        version < 18 && name == "has_access" || version >= 19 && name == "check_access_rights" ? null :
        name.StartsWith('_') || Private.Contains(name)
            ? throw PeerError.Access($"Private methods (such as '{model}.{name}') cannot be called remotely.")
            : PeerActions.Find(model, name) ?? OfEvery.GetValueOrDefault(name);

    private static JsonArray Read(PeerInvocation call, IEnumerable<long> ids)
    {
        call.Session.User.Require(call.Model, "read");
        if (call.Model.Name is "ir.model" or "ir.model.data" && call.Session.User.Id != 2)
            throw PeerError.Access($"You are not allowed to access '{call.Model.Label}' ({call.Model.Name}) records.\n\nThis operation is allowed for the following groups:\n\t- Access Rights\n\nContact your administrator to request access if necessary.");
        return PeerRead.Rows(call.Session, call.Model, ids, call.Names("fields"), call.BareIds);
    }

    private static IEnumerable<long> Allowed(PeerInvocation call, string operation, Func<IEnumerable<long>> found)
    {
        call.Session.User.Require(call.Model, operation);
        return found();
    }

    private static JsonArray Create(PeerInvocation call)
    {
        call.Session.User.Require(call.Model, "create");
        var values = call.Arguments["vals_list"] is JsonArray many ? many : [call.Arguments["vals_list"]!.DeepClone()];
        return Ids(values.Select(value => PeerWrite.Create(call.Session, call.Model, value!.AsObject())).ToList());
    }

    private static JsonArray SaveEach(PeerInvocation call, IReadOnlyList<JsonObject> values)
    {
        call.Session.User.Require(call.Model, "write");
        call.Session.RequireThere(call.Model.Name, call.Ids);
        for (var i = 0; i < call.Ids.Count; i++)
            PeerWrite.Write(call.Session, call.Model, [call.Ids[i]], values[Math.Min(i, values.Count - 1)]);
        return Specified(call, call.Ids);
    }

    private static JsonArray Specified(PeerInvocation call, IEnumerable<long> ids) =>
        PeerSpecification.Rows(call.Session, call.Model, ids, call.Arguments["specification"]!.AsObject());

    private static JsonObject ExternalIds(PeerInvocation call) => new(call.Ids.Select(id => KeyValuePair.Create(
        $"{id}",
        (JsonNode?)(PeerExternalIds.Of(call.Tables, call.Model.Name, id).Select(row => call.Tables.Find(PeerExternalIds.Model, row)!).Select(row => $"{row["module"]}.{row["name"]}").FirstOrDefault() ?? ""))));

    private static JsonArray MessagePost(PeerInvocation call)
    {
        if (call.Ids.Count != 1)
            throw PeerError.Value($"Expected singleton: {call.Model.Name}({string.Join(", ", call.Ids)})");
        call.Session.RequireThere(call.Model.Name, call.Ids);
        var values = new JsonObject { ["model"] = call.Model.Name, ["res_id"] = call.Ids[0], ["body"] = $"<p>{call.Text("body")}</p>", ["message_type"] = "notification" };
        if (call.Text("message_id") is { } mark)
            values["message_id"] = mark;
        return [PeerWrite.Create(call.Session, call.Tables.Model("mail.message"), values)];
    }

    private static JsonArray Schedule(PeerInvocation call)
    {
        call.Session.RequireThere(call.Model.Name, call.Ids);
        var model = call.Tables.Rows("ir.model").First(row => Equals(row.Value["model"], call.Model.Name)).Key;
        return Ids(call.Ids.Select(id =>
        {
            var values = new JsonObject { ["res_model_id"] = model, ["res_id"] = id };
            if (call.Text("act_type_xmlid") is { } type && PeerExternalIds.Find(call.Tables, type)?["res_id"] is long typeId)
                values["activity_type_id"] = typeId;
            foreach (var name in (string[])["summary", "note", "date_deadline", "user_id"])
            {
                if (call.Arguments[name] is { } given)
                    values[name] = given.DeepClone();
            }
            return PeerWrite.Create(call.Session, call.Tables.Model("mail.activity"), values);
        }).ToList());
    }

    public static JsonArray Ids(IEnumerable<long> ids) => new([.. ids.Select(id => (JsonNode)id)]);
}
