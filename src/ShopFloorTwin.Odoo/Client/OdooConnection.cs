using ShopFloorTwin.Core;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>How an Odoo is spoken to.</summary>
public enum OdooProtocol
{
    /// <summary><c>/json/2/&lt;model&gt;/&lt;method&gt;</c>, Odoo 19 and later.</summary>
    Json2,

    /// <summary><c>/jsonrpc</c>, Odoo 16 to 19.</summary>
    JsonRpc,
}

/// <summary>Where an Odoo instance is and how to come in. Holds no key: see <see cref="IOdooKeys"/>.</summary>
public sealed record OdooConnection
{
    /// <summary>Its name in the configuration.</summary>
    public required string Instance { get; init; }

    /// <summary>Such as <c>https://erp.example</c>, with or without a path in front of Odoo's own.</summary>
    public required Uri Url { get; init; }

    /// <summary>Null only where the server has one database and says so (<c>-d</c>, <c>dbfilter</c>); JSON-RPC always wants it.</summary>
    public string? Database { get; init; }

    /// <summary>Login of the key's user. JSON-RPC wants it, JSON-2 knows it from the key.</summary>
    public string? User { get; init; }
    public OdooProtocol Protocol { get; init; } = OdooProtocol.Json2;

    /// <summary>Calls a second, of all callers together.</summary>
    public double RatePerSecond { get; init; } = DefaultRatePerSecond;

    /// <summary>Calls at once, of all callers together.</summary>
    public int CallsAtOnce { get; init; } = Limits.OdooCallsAtOnce;

    public OdooPatience Patience { get; init; } = OdooPatience.Default;

    /// <summary>Well below what a small Odoo does from one client (24 writes a second and more).</summary>
    public const double DefaultRatePerSecond = 10;
}

/// <summary>The keys of an instance. While one is replaced two are good at once.</summary>
public interface IOdooKeys
{
    /// <summary>The keys to try, the best first; at least one.</summary>
    IReadOnlyList<string> Current();
}

/// <summary>Keys that never change.</summary>
public sealed class FixedKeys(params IReadOnlyList<string> keys) : IOdooKeys
{
    public IReadOnlyList<string> Current() => keys;
}
