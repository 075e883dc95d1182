using System.Text.Json;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.Odoo.Checking;

/// <summary>From the address to the user: is there an Odoo, and does it let the twin in?</summary>
public sealed partial class OdooCheck
{
    private async ValueTask<bool> VersionAsync(OdooClient odoo, CancellationToken cancellation)
    {
        var (version, trouble) = await odoo.VersionAsync(cancellation);
        if (version is null)
            return Block("address", trouble!.Outcome == OdooOutcome.Address
                ? $"{Section}:Url: {trouble.Message} at {report.Url}: write the address of Odoo itself, without a page behind it"
                : $"{Section}:Url: no Odoo answers at {report.Url}: {trouble.Message}; check the address, and that Odoo runs and can be reached from here");
        report = report with { Version = version.Text };
        if (connection.Protocol == OdooProtocol.Json2 && !version.HasJson2)
            return Block("protocol", $"{Section}:Protocol: Odoo {version.Text} has no JSON-2 (19 has): write jsonrpc, with Database and User");
        if (connection.Protocol == OdooProtocol.JsonRpc && !version.HasJsonRpc)
            return Block("protocol", $"{Section}:Protocol: Odoo {version.Text} has no JSON-RPC any more: write json2");
        return true;
    }

    /// <summary>The first key that is accepted; each one that is not is a finding.</summary>
    private async ValueTask<string?> KeyAsync(CancellationToken cancellation)
    {
        string? accepted = null;
        foreach (var (name, key) in keys)
        {
            using var odoo = Client(key);
            var answer = await odoo.CallAsync(new OdooCall("res.users", "context_get"), cancellation);
            if (answer.IsDone)
            {
                if (accepted is null)
                    await UserAsync(odoo, answer.Value, cancellation);
                accepted ??= key;
            }
            else if (answer.Outcome == OdooOutcome.Credentials)
            {
                findings.Add(new("key", Blocks: keys.Count == 1, Refused(name)));
            }
            else
            {
                Block(answer.Outcome == OdooOutcome.Database ? "database" : "address", await ClosedAsync(odoo, answer, cancellation));
                return null;
            }
        }
        if (accepted is null && keys.Count > 1)
            Block("key", $"{Section}: no key is accepted: make a new one in Odoo and write it in ApiKeyFile");
        return accepted;
    }

    private string Refused(string name) => connection.Protocol == OdooProtocol.JsonRpc
        ? $"{name}: Odoo does not accept this key for {connection.User}: it is wrong, expired or of another user; make a new one in the preferences of that user (Account security), or mend {Section}:User"
        : $"{name}: Odoo does not accept this key: it is wrong, expired or removed; make a new one in the user's preferences (Account security)";

    private async ValueTask<string> ClosedAsync(OdooClient odoo, OdooAnswer answer, CancellationToken cancellation)
    {
        if (answer.Outcome != OdooOutcome.Database)
            return $"{Section}: Odoo answers, but not to this user: {answer.Message}";
        var names = await odoo.DatabasesAsync(cancellation);
        var choice = names.Count == 0 ? "write the name Odoo's administrator gives" : $"write {string.Join(" or ", names)}";
        return connection.Database is { } database
            ? $"{Section}:Database: Odoo has no database '{database}', or its PostgreSQL is down: {choice}"
            : $"{Section}:Database: is missing, and Odoo has several databases: {choice}";
    }

    private async ValueTask UserAsync(OdooClient odoo, JsonElement context, CancellationToken cancellation)
    {
        var id = context.TryGetProperty("uid", out var uid) && uid.TryGetInt64(out var number) ? number : 0;
        var read = await odoo.ReadAsync("res.users", [id], ["login"], cancellation: cancellation);
        var login = read.IsDone && read.Value.ValueKind == JsonValueKind.Array && read.Value.GetArrayLength() == 1 ? read.Value[0].Text("login") : null;
        report = report with { User = login ?? connection.User ?? $"user {id}" };
        if (login is not null && connection.User is { } configured && configured != login)
            findings.Add(new("key", Blocks: false, $"{Section}:User: the key is of {login}, not of {configured}: write {login}, or the other user's key"));
    }
}
