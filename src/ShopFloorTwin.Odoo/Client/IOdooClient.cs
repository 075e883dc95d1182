namespace ShopFloorTwin.Odoo.Client;

/// <summary>One Odoo instance. Safe for use by several callers at once.</summary>
public interface IOdooClient
{
    /// <summary>Its name in the configuration.</summary>
    string Instance { get; }

    /// <summary>
    /// Makes the call and answers with a named outcome. Throws for nothing that Odoo or the network does; a bounded number
    /// of retries where the outcome and <see cref="OdooCall.Safety"/> allow it are behind the answer already.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up; whether the call was carried out is unknown.</exception>
    ValueTask<OdooAnswer> CallAsync(OdooCall call, CancellationToken cancellation);
}
