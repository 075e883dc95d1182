using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Orleans.Twins;

/// <summary>A twin as its grain keeps it, so that it comes back without its site.</summary>
[GenerateSerializer, Alias("shopfloortwin.saved-twin")]
public sealed class SavedTwin
{
    /// <summary>Name of the grain storage.</summary>
    public const string Storage = "twins";

    /// <summary>As <see cref="TwinSlice.Save"/> gives it; null: none was saved.</summary>
    [Id(0)] public byte[]? Content { get; set; }

    /// <summary>What the site's feed had to say up to here is in it.</summary>
    [Id(1)] public long HeardTo { get; set; }
}
