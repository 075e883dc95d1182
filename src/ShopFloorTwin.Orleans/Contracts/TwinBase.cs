using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>A twin as its site has it.</summary>
/// <param name="Position">Everything about it up to here is in it.</param>
/// <param name="Content">As <see cref="TwinSlice.Save"/> gives it.</param>
[GenerateSerializer, Immutable, Alias("shopfloortwin.twin-base")]
public sealed record TwinBase([property: Id(0)] long Position, [property: Id(1)] byte[] Content);
