using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ShopFloorTwin.Api.OpenApi;

/// <summary>Says of types with a converter of their own, and of objects that may be null, what client generators understand.</summary>
internal static class ValueSchemas
{
    public static Task TypeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        JsonSchemaType? known = plain == typeof(DateTimeOffset) || plain.IsEnum ? JsonSchemaType.String
            : plain == typeof(double) ? JsonSchemaType.Number
            : null;
        if (known is { } named)
            schema.Type = plain == type ? named : named | JsonSchemaType.Null;
        return Task.CompletedTask;
    }

    /// <summary>Turns "one of null and this" into "all of this, nullable": version 3.0 has no type null.</summary>
    public static void Simplify(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
        {
            foreach (var property in schema.Properties?.Values.OfType<OpenApiSchema>() ?? [])
            {
                if (property.OneOf is not { Count: 2 } choices || choices.OfType<OpenApiSchemaReference>().SingleOrDefault() is not { } one)
                    continue;
                property.OneOf = null;
                property.AllOf = [one];
                property.Type = JsonSchemaType.Object | JsonSchemaType.Null;
            }
        }
    }
}
