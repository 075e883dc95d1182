using System.Text.Json;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Tests.Reading;

/// <summary>Rows and fields a real Odoo 19 answered with, from the facts beside the repository; tests on them are skipped without.</summary>
internal static class RecordedRows
{
    /// <summary>Everything <c>search_read</c> gave over either protocol.</summary>
    public static OdooRows Read()
    {
        using var facts = Open("02-read.json");
        var rows = new OdooRows();
        foreach (var exchange in facts.RootElement.GetProperty("exchanges").EnumerateArray())
        {
            var (request, answer) = (exchange.GetProperty("request"), exchange.GetProperty("response").GetProperty("body"));
            if (ModelOf(request) is not { } model || !request.GetRawText().Contains("search_read", StringComparison.Ordinal))
                continue;
            var list = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out var result) ? result : answer;
            if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(row => row.TryGetProperty("name", out _) || row.TryGetProperty("dayofweek", out _) || row.TryGetProperty("product_id", out _)))
                foreach (var row in list.EnumerateArray().Where(row => row.EnumerateObject().Count() > 4))
                    rows.Add(model, new OdooRow(row.Clone()));
        }
        return rows;
    }

    /// <summary>Names of a selection's values.</summary>
    public static IReadOnlyList<string> Selection(string model, string field)
    {
        using var facts = Open("03-fields.json");
        return [.. facts.RootElement.GetProperty("models").GetProperty(model).GetProperty(field).GetProperty("selection").EnumerateArray().Select(pair => pair[0].GetString()!)];
    }

    /// <summary>Fields recorded of a model; null when the model was not.</summary>
    public static IReadOnlyDictionary<string, string>? Fields(string model)
    {
        using var facts = Open("03-fields.json");
        return facts.RootElement.GetProperty("models").TryGetProperty(model, out var fields)
            ? fields.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetProperty("type").GetString()!)
            : null;
    }

    private static string? ModelOf(JsonElement request)
    {
        var parts = request.GetProperty("line").GetString()!.Split(' ')[1].Split('/');
        if (parts is ["", "json", "2", var model, _])
            return model;
        return request.TryGetProperty("body", out var body) && body.TryGetProperty("params", out var call) && call.TryGetProperty("args", out var args)
            ? args[3].GetString()
            : null;
    }

    private static JsonDocument Open(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ShopFloorTwin.sln")))
            folder = folder.Parent;
        var path = Path.Combine(folder!.FullName, "..", "shared", "odoo-facts", name);
        if (!File.Exists(path))
            Assert.Skip($"../shared/odoo-facts/{name} is not there");
        return JsonDocument.Parse(File.ReadAllBytes(path));
    }
}
