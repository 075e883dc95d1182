using System.Security.Claims;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Access;

/// <summary>Who calls: a key, with its roles and sites.</summary>
internal sealed record Caller(string KeyId, IReadOnlyList<string> Roles, IReadOnlyList<string> Sites)
{
    public const string EverySite = "*";
    private const string SiteClaim = "site";

    public static Caller Of(StoredKey key) => new(key.KeyId, key.Roles, key.Sites);

    public static Caller Of(ClaimsPrincipal user) => new(
        user.Identity?.Name ?? "",
        [.. user.FindAll(ClaimTypes.Role).Select(claim => claim.Value)],
        [.. user.FindAll(SiteClaim).Select(claim => claim.Value)]);

    public bool HasAny(IReadOnlyList<string> roles) => Roles.Any(roles.Contains);

    public bool MaySee(string site) => Sites.Contains(EverySite) || Sites.Contains(site, StringComparer.Ordinal);

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, KeyId),
            .. Roles.Select(role => new Claim(ClaimTypes.Role, role)),
            .. Sites.Select(site => new Claim(SiteClaim, site)),
        ], scheme));
}
