using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Calls;

/// <summary>
/// Reads rows page by page, each page behind the last id of the one before: records that come and go meanwhile move nothing,
/// which an offset does not give. One call at a time.
/// </summary>
/// <param name="odoo">The instance.</param>
/// <param name="catalog">Its fields.</param>
/// <param name="company">Whose eyes the calls see with: prices and archived flags are by company.</param>
internal sealed class RowReader(IOdooClient odoo, FieldCatalog catalog, long? company)
{
    /// <summary>A page that was too large is halved down to this.</summary>
    private const int SmallestPage = 50;

    public ReadMeter Meter { get; } = new();

    /// <summary>What the instance has.</summary>
    public FieldCatalog Catalog => catalog;

    /// <summary>All rows of a domain, into <paramref name="rows"/>. False when the model cannot be read.</summary>
    /// <exception cref="OdooFault">The call was not done.</exception>
    public async ValueTask<bool> ReadAsync(OdooRows rows, ModelFields model, JsonArray domain, CancellationToken cancellation, bool archivedToo = false)
    {
        await foreach (var row in RowsAsync(model, domain, cancellation, archivedToo))
            rows.Add(model.Model, row);
        return !catalog.Unreadable.ContainsKey(model.Model);
    }

    /// <summary>Rows by id, or by another many2one: <paramref name="ids"/> in lists of a size Odoo takes.</summary>
    /// <exception cref="OdooFault">The call was not done.</exception>
    public async ValueTask ReadByAsync(
        OdooRows rows, ModelFields model, string field, IEnumerable<long> ids, CancellationToken cancellation, bool archivedToo = false, params (string Field, string Operator, JsonNode? Value)[] also)
    {
        foreach (var chunk in ids.Distinct().Order().Chunk(Limits.OdooPageRows))
        {
            var domain = OdooDomain.Of(also);
            domain.Insert(0, new JsonArray(field, "in", new JsonArray([.. chunk.Select(id => (JsonNode)id)])));
            await ReadAsync(rows, model, domain, cancellation, archivedToo);
        }
    }

    /// <summary>The rows of a domain, by id.</summary>
    /// <exception cref="OdooFault">The call was not done.</exception>
    public async IAsyncEnumerable<OdooRow> RowsAsync(
        ModelFields model, JsonArray domain, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation, bool archivedToo = false)
    {
        if (await catalog.PresentAsync(model.Model, model.Fields, cancellation) is not { } fields)
            yield break;
        var (last, limit) = (0L, Limits.OdooPageRows);
        while (true)
        {
            var page = await PageAsync(model.Model, fields, domain, last, limit, archivedToo, cancellation);
            if (page is not { } rows)
            {
                limit = Math.Max(SmallestPage, limit / 2);
                continue;
            }
            foreach (var element in rows.EnumerateArray())
            {
                var row = new OdooRow(element);
                last = Math.Max(last, row.Id);
                yield return row;
            }
            if (rows.GetArrayLength() < limit)
                yield break;
        }
    }

    /// <summary>Null when the page was too large to take, and a smaller one should be asked for.</summary>
    private async ValueTask<JsonElement?> PageAsync(
        string model, IReadOnlyList<string> fields, JsonArray domain, long last, int limit, bool archivedToo, CancellationToken cancellation)
    {
        var behind = (JsonArray)domain.DeepClone();
        behind.Add(new JsonArray("id", ">", last));
        var answer = await odoo.SearchReadAsync(model, behind, fields, order: "id", limit: limit, context: Context(archivedToo), cancellation: cancellation);
        Meter.Count(answer.IsDone && answer.Value.ValueKind == JsonValueKind.Array ? answer.Value.GetArrayLength() : 0);
        // What Odoo refuses has a name of Odoo's; what is refused on this side of the wire was too large.
        if (answer is { Outcome: OdooOutcome.Refused, Error: null } && limit > SmallestPage)
            return null;
        var value = answer.Require(new OdooCall(model, "search_read"));
        return value.ValueKind == JsonValueKind.Array ? value : throw new OdooFault(new OdooCall(model, "search_read"), OdooAnswer.NotDone(OdooOutcome.Unknown, "the answer is no list"));
    }

    private JsonObject Context(bool archivedToo)
    {
        var context = new JsonObject();
        if (company is { } id)
            context["allowed_company_ids"] = new JsonArray(id);
        if (archivedToo)
            context["active_test"] = false;
        return context;
    }
}

/// <summary>A model and the fields wanted of it; <c>id</c> and <c>write_date</c> come along.</summary>
internal sealed record ModelFields(string Model, IReadOnlyList<string> Fields)
{
    public static ModelFields Of(string model, string fields) => new(model, [.. fields.Split(' ', StringSplitOptions.RemoveEmptyEntries), "write_date"]);
}
