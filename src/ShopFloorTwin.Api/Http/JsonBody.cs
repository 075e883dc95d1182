using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Api.Http;

/// <summary>A body of one of the API's own forms.</summary>
internal static class JsonBody
{
    /// <exception cref="ProblemException">400, with the place and what would be right there.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> form)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, form) ?? throw Problems.MalformedBody("The body must be an object, and is null.");
        }
        catch (JsonException error)
        {
            var (path, detail) = JsonFault.Describe(error);
            throw Problems.MalformedBody($"The body is not what this call takes: {path} {detail}.");
        }
        catch (InvalidOperationException)
        {
            throw Problems.MalformedBody("The body has a text that is not valid Unicode.");
        }
    }
}
