using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Api.Http;

/// <summary>What the OpenAPI document says of an endpoint.</summary>
internal static class EndpointDocs
{
    /// <summary>Operation id (the endpoint's name, which <see cref="Access.Policies"/> knows it by), tag and summary.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string tag, string summary) =>
        endpoint.WithName(name).WithTags(tag).WithSummary(summary);

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params QueryParameter[] parameters) =>
        endpoint.WithMetadata(new QueryParameters(parameters));

    /// <summary>The problems it may answer with, beside 401, 403, 500 and 503.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, Problem.MediaType);
        return endpoint;
    }
}

/// <summary>The query parameters of an endpoint.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);
