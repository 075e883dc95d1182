using System.Net;
using System.Text.Json;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>
/// Which outcome an error is. Odoo's errors are told by their name, not by the HTTP status: a wrong field and a lost
/// database are both 500, and over JSON-RPC everything is 200. The status serves where Odoo did not answer itself.
/// </summary>
internal static class OdooErrors
{
    private const string NoDatabase = "No database is selected";

    /// <summary>Of an answer that is not 200.</summary>
    public static OdooAnswer OfStatus(HttpReply reply, string key)
    {
        if (JsonText.TryParse(reply.Body, out var body) && body.Text("name") is { } name)
        {
            // Any fault inside Odoo's check of a bearer key surfaces as AccessDenied; a bad key is 401.
            return reply.Status == HttpStatusCode.Forbidden && name == AccessDenied
                ? Answer(OdooOutcome.Transient, name, body.Text("message"), key)
                : OfName(name, body.Text("message") ?? "", key);
        }
        return OfPage(reply);
    }

    /// <summary>Of the <c>error</c> member of a JSON-RPC answer.</summary>
    public static OdooAnswer OfJsonRpc(JsonElement error, string key) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("data", out var data) && data.Text("name") is { } name
            ? OfName(name, data.Text("message") ?? "", key)
            : OdooAnswer.NotDone(OdooOutcome.Unknown, "the answer is an error without a name");

    /// <summary>Of an error's full Python name.</summary>
    public static OdooAnswer OfName(string name, string message, string key) => Answer(Outcome(name, message), name, message, key);

    private const string AccessDenied = "odoo.exceptions.AccessDenied";

    private static OdooOutcome Outcome(string name, string message) => name switch
    {
        AccessDenied or "werkzeug.exceptions.Unauthorized" => OdooOutcome.Credentials,
        "odoo.exceptions.AccessError" => OdooOutcome.Access,
        "odoo.exceptions.MissingError" => OdooOutcome.Missing,
        "odoo.exceptions.LockError" or "psycopg2.errors.SerializationFailure" or "psycopg2.errors.DeadlockDetected"
            or "psycopg2.errors.LockNotAvailable" => OdooOutcome.Conflict,
        "psycopg2.OperationalError" or "psycopg2.InterfaceError" => OfDatabase(message),
        "psycopg2.errors.AdminShutdown" or "psycopg2.errors.CrashShutdown" or "psycopg2.errors.IdleInTransactionSessionTimeout" => OdooOutcome.Unknown,
        "psycopg2.errors.QueryCanceled" or "psycopg2.errors.DiskFull" or "psycopg2.errors.OutOfMemory" or "psycopg2.errors.TooManyConnections"
            or "psycopg2.errors.CannotConnectNow" or "psycopg2.pool.PoolError" => OdooOutcome.Transient,
        "builtins.MemoryError" or "builtins.OSError" or "builtins.ConnectionError" or "builtins.ConnectionResetError"
            or "werkzeug.exceptions.ServiceUnavailable" or "werkzeug.exceptions.TooManyRequests" => OdooOutcome.Transient,
        _ => OdooOutcome.Refused,
    };

    /// <summary>A connection lost while it worked may have been lost behind the commit; one that could not be made was not.</summary>
    private static OdooOutcome OfDatabase(string message) =>
        message.Contains("database", StringComparison.Ordinal) && message.Contains("does not exist", StringComparison.Ordinal) ? OdooOutcome.Database
        : message.StartsWith("connection to server", StringComparison.Ordinal) || message.StartsWith("could not connect", StringComparison.Ordinal) ? OdooOutcome.Transient
        : OdooOutcome.Unknown;

    /// <summary>Of an answer that no Odoo method gave: a page of Odoo's router, a proxy's, something else's.</summary>
    private static OdooAnswer OfPage(HttpReply reply)
    {
        var page = System.Text.Encoding.UTF8.GetString(reply.Body);
        var status = (int)reply.Status;
        return status switch
        {
            404 when page.Contains(NoDatabase, StringComparison.Ordinal) => OdooAnswer.NotDone(OdooOutcome.Database, "Odoo has no such database, or PostgreSQL behind it is down"),
            401 => OdooAnswer.NotDone(OdooOutcome.Credentials, "the key is not accepted (401)"),
            403 => OdooAnswer.NotDone(OdooOutcome.Access, "what lies before Odoo refused the call (403)"),
            429 => OdooAnswer.NotDone(OdooOutcome.Transient, "too many calls (429)"),
            503 => OdooAnswer.NotDone(OdooOutcome.Transient, "not available (503)"),
            >= 300 and < 400 or 404 or 405 => OdooAnswer.NotDone(OdooOutcome.Address, $"no such route there ({status})"),
            >= 400 and < 500 and not 408 => OdooAnswer.NotDone(OdooOutcome.Refused, $"the call is not understood ({status})"),
            _ => OdooAnswer.NotDone(OdooOutcome.Unknown, $"no answer of Odoo's ({status})"),
        };
    }

    private static OdooAnswer Answer(OdooOutcome outcome, string name, string? message, string key) =>
        OdooAnswer.NotDone(outcome, OdooWords.Plain(string.IsNullOrWhiteSpace(message) ? name : message, key), name);
}
