using System.Text.Json.Nodes;

namespace ShopFloorTwin.Api.Tests;

/// <summary><c>/openapi/v1.json</c>.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_operation_has_an_id_a_summary_typed_answers_problems_and_its_security()
    {
        await using var host = await ApiHost.StartAsync();
        var document = await (await host.Client(null).GetAsync("/openapi/v1.json")).JsonAsync();
        var paths = document["paths"]!.AsObject();
        Assert.Contains("/api/v1/sites/{site}/orders/{id}", paths.Select(path => path.Key));
        Assert.DoesNotContain(paths, path => path.Key.StartsWith("/board", StringComparison.Ordinal) || path.Key is "/" or "/login");
        foreach (var (path, item) in paths)
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                var what = $"{method} {path}";
                Assert.True(operation!["operationId"] is not null, what);
                Assert.True(operation["summary"] is not null, what);
                var answers = operation["responses"]!.AsObject();
                Assert.Contains(answers, answer => answer.Key[0] == '2');
                if (!path.StartsWith("/api/", StringComparison.Ordinal))
                    continue;
                Assert.True(operation["security"] is not null, what);
                Assert.All(answers.Where(answer => answer.Key[0] is '4' or '5'), answer =>
                    Assert.EndsWith("/Problem", answer.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>(), StringComparison.Ordinal));
                Assert.True(answers.ContainsKey("401") && answers.ContainsKey("403"), what);
            }
        }
    }

    [Fact]
    public async Task Ids_times_numbers_and_names_are_typed()
    {
        await using var host = await ApiHost.StartAsync();
        var document = await (await host.Client(null).GetAsync("/openapi/v1.json")).JsonAsync();
        JsonNode order = document["components"]!["schemas"]!["OrderView"]!["properties"]!;
        Assert.Equal("string", order["asOf"]!["type"]!.GetValue<string>());
        Assert.Equal("date-time", order["asOf"]!["format"]!.GetValue<string>());
        Assert.Equal("number", order["quantity"]!["type"]!.GetValue<string>());
        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["key"]!["scheme"]!.GetValue<string>());
        var limit = document["paths"]!["/api/v1/sites/{site}/orders"]!["get"]!["parameters"]!.AsArray().Single(parameter => parameter!["name"]!.GetValue<string>() == "limit")!;
        Assert.Equal("integer", limit["schema"]!["type"]!.GetValue<string>());
    }
}
