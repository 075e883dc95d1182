namespace ShopFloorTwin.Api.Http;

/// <summary>Ids in paths.</summary>
internal static class EntityId
{
    /// <summary>
    /// The id that a path's last part stands for. An ERP's ids hold slashes (<c>WH/MO/00042</c>);
    /// they come plainly or as <c>%2F</c>, which the server leaves as it is.
    /// </summary>
    public static string Of(string? route) =>
        route is { Length: > 0 } ? route.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : throw new ProblemException(Problems.NoSuchRoute);
}
