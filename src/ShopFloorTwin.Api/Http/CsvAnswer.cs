using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Api.Http;

/// <summary>An answer as a table for spreadsheets, where the caller asks for one.</summary>
internal static class CsvAnswer
{
    public const string MediaType = "text/csv";

    /// <summary>It is asked for, and JSON is not.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Any(one => one.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            && !accepted.Any(one => one.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));
    }
}
