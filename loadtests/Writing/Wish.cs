using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.LoadTests.Writing;

/// <summary>Something to be written once, and how it is told from everything else in Odoo.</summary>
/// <param name="Subject">In the twin's words, as <c>order/WH/MO/00050</c>.</param>
/// <param name="Action">What is written.</param>
/// <param name="Values">Of the action.</param>
/// <param name="Model">Of the record in Odoo…</param>
/// <param name="Field">…the field that tells it…</param>
/// <param name="Value">…and the value in it, which no other record has.</param>
internal sealed record Wish(string Subject, ActionKind Action, IReadOnlyDictionary<string, string?> Values, string Model, string Field, string Value)
{
    private const int ValuesPerSearch = 100;

    public static Wish Activity(string order, string mark) =>
        new($"order/{order}", ActionKind.Activity, new Dictionary<string, string?> { ["summary"] = mark, ["note"] = "Written by a load test." }, "mail.activity", "summary", mark);

    public static Wish Note(string order, string mark) =>
        new($"order/{order}", ActionKind.Note, new Dictionary<string, string?> { ["note"] = mark }, "mail.message", "body", $"<p>{mark}</p>");

    public static Wish Request(string workCenter, string mark) =>
        new($"work-center/{workCenter}", ActionKind.MaintenanceRequest, new Dictionary<string, string?> { ["name"] = mark, ["description"] = "Written by a load test." }, "maintenance.request", "name", mark);

    /// <summary>How often Odoo shows each of them.</summary>
    public static async Task<Counts> CountAsync(IOdooClient odoo, IReadOnlyCollection<Wish> wishes)
    {
        var (lost, twice, found) = (new List<Wish>(), new List<Wish>(), 0);
        foreach (var kind in wishes.GroupBy(wish => (wish.Model, wish.Field)))
        {
            foreach (var page in kind.Chunk(ValuesPerSearch))
            {
                var domain = OdooDomain.Of((kind.Key.Field, "in", new JsonArray([.. page.Select(wish => (JsonNode)wish.Value)])));
                var answer = await odoo.SearchReadAsync(kind.Key.Model, domain, [kind.Key.Field], "id", context: new JsonObject { ["active_test"] = false });
                var rows = answer.Require(new OdooCall(kind.Key.Model, "search_read")).EnumerateArray().CountBy(row => row.GetProperty(kind.Key.Field).GetString()!).ToDictionary(StringComparer.Ordinal);
                foreach (var wish in page)
                {
                    var there = rows.GetValueOrDefault(wish.Value);
                    found += there;
                    if (there == 0)
                        lost.Add(wish);
                    else if (there > 1)
                        twice.Add(wish);
                }
            }
        }
        return new Counts(wishes.Count, found, lost, twice);
    }

    /// <param name="Wished">How many were wanted.</param>
    /// <param name="Found">Records there are for them.</param>
    /// <param name="Lost">Those without one.</param>
    /// <param name="Twice">Those with more than one.</param>
    internal sealed record Counts(int Wished, int Found, IReadOnlyList<Wish> Lost, IReadOnlyList<Wish> Twice)
    {
        public override string ToString() =>
            $"{Wished} records wished, {Found} found, {Lost.Count} lost, {Twice.Count} there twice{string.Concat(Lost.Concat(Twice).Take(5).Select(wish => $"; {wish.Model} '{wish.Value}'"))}";
    }
}
