namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>A change of a site for the live stream, or why there is no stream.</summary>
/// <param name="Id">Resumes behind this change.</param>
/// <param name="Kind">As in <see cref="Engine.SiteChange"/>.</param>
/// <param name="Data">UTF-8 JSON.</param>
/// <param name="Fault">Set alone, and the last: there is no stream, and why.</param>
[GenerateSerializer, Immutable, Alias("shopfloortwin.change")]
public sealed record ChangeMessage(
    [property: Id(0)] string Id, [property: Id(1)] string Kind, [property: Id(2)] ReadOnlyMemory<byte> Data, [property: Id(3)] SiteFault? Fault = null);
