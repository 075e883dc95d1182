namespace ShopFloorTwin.Api.Http;

/// <summary>Says of a call that it changes nothing, though its method would allow it: it needs no <c>Idempotency-Key</c>.</summary>
internal sealed class ChangesNothing
{
    public static ChangesNothing Instance { get; } = new();
}
