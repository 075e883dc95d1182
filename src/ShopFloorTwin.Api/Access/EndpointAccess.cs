using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ShopFloorTwin.Api.Access;

/// <summary>The fallback policy: what <see cref="Policies"/> says of the endpoint, and the key's sites.</summary>
internal sealed class EndpointAccess : AuthorizationHandler<EndpointAccess>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, EndpointAccess requirement)
    {
        if (context.Resource is HttpContext http && IsAllowed(http))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool IsAllowed(HttpContext http)
    {
        // Nothing is here to protect: the answer will be 404 or 405.
        if (http.GetEndpoint() is not { } endpoint || endpoint is not RouteEndpoint)
            return true;
        if (Policies.Find(endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName) is not { } policy)
            return false;
        if (policy.IsAnonymous)
            return true;
        if (http.User.Identity is not { IsAuthenticated: true })
            return false;
        var caller = Caller.Of(http.User);
        return caller.HasAny(policy.Roles)
            && (http.GetRouteValue("site") is not string site || caller.MaySee(site));
    }
}
