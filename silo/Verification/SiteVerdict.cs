namespace ShopFloorTwin.Silo.Verification;

/// <summary>What <c>verify</c> found at one site.</summary>
/// <param name="Records">Records in the journal.</param>
/// <param name="Snapshots">Snapshots there are.</param>
/// <param name="OtherSnapshots">Of these, made by another version of this program, which this one does not read and cannot hold against the journal.</param>
/// <param name="StateHash">SHA-256 over all twins, from the whole journal folded anew.</param>
/// <param name="Problems">In words; empty when the site is sound.</param>
public sealed record SiteVerdict(string Site, long Records, int Snapshots, int OtherSnapshots, string? StateHash, IReadOnlyList<string> Problems);
