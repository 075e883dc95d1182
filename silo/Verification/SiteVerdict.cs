namespace ShopFloorTwin.Silo.Verification;

/// <summary>What <c>verify</c> found at one site.</summary>
/// <param name="Records">Records in the journal.</param>
/// <param name="Snapshots">Snapshots held against it.</param>
/// <param name="StateHash">SHA-256 over all twins, from the whole journal folded anew.</param>
/// <param name="Problems">In words; empty when the site is sound.</param>
public sealed record SiteVerdict(string Site, long Records, int Snapshots, string? StateHash, IReadOnlyList<string> Problems);
