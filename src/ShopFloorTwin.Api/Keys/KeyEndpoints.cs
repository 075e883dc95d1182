using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Keys;

/// <summary><c>GET/POST /keys</c>, <c>DELETE /keys/{id}</c>. Several keys are good at once, so that one can be changed without a gap.</summary>
internal static class KeyEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/keys", ListAsync)
            .Describe("listKeys", "Keys", "The keys within the caller's sites, without their secrets.")
            .Takes(CommonParameters.After, CommonParameters.Limit).Refuses(400);
        api.MapPost("/keys", CreateAsync)
            .Describe("createKey", "Keys", "Makes a key. Its token is answered this once, and only its hash kept.")
            .Accepts<NewKey>("application/json").Refuses(400, 413, 415, 422);
        api.MapDelete("/keys/{id}", RevokeAsync)
            .Describe("revokeKey", "Keys", "Revokes a key, within seconds everywhere.")
            .Refuses(404);
    }

    private static async Task<Ok<KeyList>> ListAsync(HttpContext context, IKeyStore store, CancellationToken cancellation)
    {
        var page = new QueryReader(context.Request).Page();
        var caller = Caller.Of(context.User);
        var keys = (await store.ListAsync(cancellation))
            .Where(key => MayAdminister(caller, key.Sites) && (page.After is null || string.CompareOrdinal(key.KeyId, page.After) > 0))
            .OrderBy(key => key.KeyId, StringComparer.Ordinal).Take(page.Limit + 1).Select(KeyView.Of).ToList();
        return TypedResults.Ok(keys.Count > page.Limit
            ? new KeyList(keys[..page.Limit], keys[page.Limit - 1].Id)
            : new KeyList(keys, Next: null));
    }

    private static async Task<Created<IssuedKey>> CreateAsync(
        HttpContext context, IKeyStore store, KeyRing ring, RememberedAnswers answers, TimeProvider clock, CancellationToken cancellation)
    {
        MediaTypes.Require(context.Request, "application/json");
        var body = await RequestBody.ReadAsync(context, Limits.KeyBodyBytes, cancellation);
        var issued = await answers.OnceAsync(context, body, async () =>
        {
            var (token, stored) = Create(JsonBody.Parse(body, ApiJson.Default.NewKey), Caller.Of(context.User), clock.GetUtcNow());
            await store.AddAsync(stored, cancellation);
            ring.Forget();
            return new IssuedKey(KeyView.Of(stored), token);
        });
        return TypedResults.Created($"/api/v1/keys/{issued.Key.Id}", issued);
    }

    private static async Task<NoContent> RevokeAsync(
        string id, ClaimsPrincipal user, IKeyStore store, KeyRing ring, TimeProvider clock, CancellationToken cancellation)
    {
        var key = (await store.ListAsync(cancellation)).FirstOrDefault(key => string.Equals(key.KeyId, id, StringComparison.Ordinal));
        if (key is null || !MayAdminister(Caller.Of(user), key.Sites))
            throw Problems.Unknown("key", id);
        if (key.RevokedAt is null)
            await store.RevokeAsync(id, clock.GetUtcNow(), cancellation);
        ring.Forget();
        return TypedResults.NoContent();
    }

    private static (string Token, StoredKey Stored) Create(NewKey wanted, Caller caller, DateTimeOffset now)
    {
        if (wanted.Name is not { Length: > 0 and <= Limits.IdChars } name)
            throw Problems.InvalidKey($"'name' has 1 to {Limits.IdChars} characters.");
        if (wanted.Roles is not { Count: > 0 } roles || roles.Except(Roles.All, StringComparer.Ordinal).Any())
            throw Problems.InvalidKey($"'roles' is a list of {string.Join(", ", Roles.All)}.");
        if (wanted.Sites is not { Count: > 0 and <= Limits.KeySites } sites || !sites.All(site => site == Caller.EverySite || Ids.IsValidSite(site)))
            throw Problems.InvalidKey("'sites' is a list of site ids, or [\"*\"] for all.");
        if (wanted.ExpiresAt <= now)
            throw Problems.InvalidKey("'expiresAt' lies in the past.");
        return MayAdminister(caller, sites)
            ? ApiKey.Create(name, [.. roles.Distinct(StringComparer.Ordinal)], [.. sites.Distinct(StringComparer.Ordinal)], now, wanted.ExpiresAt)
            : throw Problems.InvalidKey("'sites' goes beyond the sites of the key that asks.");
    }

    private static bool MayAdminister(Caller caller, IReadOnlyList<string> sites) =>
        caller.Sites.Contains(Caller.EverySite) || sites.All(site => caller.Sites.Contains(site, StringComparer.Ordinal));
}
