namespace ShopFloorTwin.Odoo.Client;

/// <summary>How a call may be repeated when nobody knows whether it was carried out.</summary>
public enum CallSafety
{
    /// <summary>Changes nothing: repeated freely.</summary>
    Read,

    /// <summary>The same call again has the same effect: a write of the same values, a <c>load</c> with external ids that inserts if absent.</summary>
    Repeatable,

    /// <summary>Every call has an effect of its own, as <c>create</c>: look for it before it is made again.</summary>
    Once,
}
