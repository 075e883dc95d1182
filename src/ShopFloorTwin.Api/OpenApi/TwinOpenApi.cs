using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Intake;

namespace ShopFloorTwin.Api.OpenApi;

/// <summary><c>/openapi/v1.json</c>: version 3.0, which every client generator reads.</summary>
internal static class TwinOpenApi
{
    private const string Document = "v1";
    private const string Scheme = "key";

    public static void AddTwinOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            ValueSchemas.Simplify(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(ValueSchemas.TypeAsync);
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    });

    public static void MapTwinOpenApi(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json").WithName("getOpenApi");

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ShopFloorTwin",
            Version = "1",
            Description = "A live digital twin of a production floor: which orders will be late, how sure, why. "
                + "Times are ISO 8601, answers in UTC; durations in minutes; errors are RFC 9457 problems.",
        };
        // Paths are from where the document was read.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key: sft_…" },
        };
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(parameters => parameters.All))
            (operation.Parameters ??= []).Add(Describe(parameter));
        if (IsChange(context.Description.HttpMethod) && !metadata.OfType<ChangesNothing>().Any())
            (operation.Parameters ??= []).Add(IdempotencyKeyHeader());
        foreach (var (mediaType, content) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal))
        {
            if (mediaType == EventFormats.Batch)
                content.Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = content.Schema };
            else if (mediaType == EventFormats.Lines)
                content.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "One event a line." };
        }
        operation.Security = Policies.Find(operation.OperationId) is { IsAnonymous: true }
            ? []
            : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
    }

    private static bool IsChange(string? method) => method is "POST" or "PUT" or "DELETE";

    private static OpenApiParameter Describe(QueryParameter parameter)
    {
        var value = new OpenApiSchema
        {
            Type = parameter.Type switch { "integer" => JsonSchemaType.Integer, "boolean" => JsonSchemaType.Boolean, _ => JsonSchemaType.String },
            Format = parameter.Format,
            Enum = parameter.Allowed is null ? null : [.. parameter.Allowed.Select(name => System.Text.Json.Nodes.JsonValue.Create(name))],
        };
        var isList = parameter.Type == "array";
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = isList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
            Style = isList ? ParameterStyle.Form : null,
            Explode = !isList,
        };
    }

    private static OpenApiParameter IdempotencyKeyHeader() => new()
    {
        Name = IdempotencyKey.Header,
        In = ParameterLocation.Header,
        Description = "The same key with the same body gives the same answer, and the effect once.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
