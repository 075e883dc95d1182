namespace ShopFloorTwin.Odoo.Client;

/// <summary>One protocol: a call in its form, the answer in ours. One attempt, no retry.</summary>
internal interface IOdooWire
{
    /// <exception cref="OdooHttpFault">No whole answer came.</exception>
    ValueTask<OdooAnswer> CallAsync(OdooCall call, string key, CancellationToken cancellation);
}
