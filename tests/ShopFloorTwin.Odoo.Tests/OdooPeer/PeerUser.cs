using System.Collections.Concurrent;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>A user with API keys and rights.</summary>
public sealed class PeerUser(long id, string login, string timeZone)
{
    private readonly ConcurrentDictionary<string, bool> keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Model, string Operation), bool> forbidden = new();

    public long Id { get; } = id;
    public string Login { get; } = login;
    public string TimeZone { get; } = timeZone;

    public void AddKey(string key) => keys[key] = true;

    /// <summary>As an administrator who removes it, or time that ends it.</summary>
    public void EndKey(string key) => keys.TryRemove(key, out _);

    public bool Knows(string key) => keys.ContainsKey(key);

    /// <summary>Takes a right away; operations are <c>read write create unlink</c>.</summary>
    public void Forbid(string model, params IReadOnlyList<string> operations)
    {
        foreach (var operation in operations)
            forbidden[(model, operation)] = true;
    }

    public void Allow(string model)
    {
        foreach (var key in forbidden.Keys.Where(key => key.Model == model))
            forbidden.TryRemove(key, out _);
    }

    public bool May(string model, string operation) => !forbidden.ContainsKey((model, operation));

    /// <exception cref="PeerError">AccessError, in Odoo's words.</exception>
    public void Require(PeerModel model, string operation)
    {
        if (May(model.Name, operation))
            return;
        var verb = (May(model.Name, "read") ? operation : "read") switch { "read" => "access", "write" => "modify", "create" => "create", _ => "delete" };
        throw PeerError.Access($"You are not allowed to {verb} '{model.Label}' ({model.Name}) records.\n\nThis operation is allowed for the following groups:\n\t- Some/Administrator\n\nContact your administrator to request access if necessary.");
    }
}
