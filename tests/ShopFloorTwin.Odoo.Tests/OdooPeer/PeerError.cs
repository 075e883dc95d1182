namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>An error as Odoo raises it: its Python name, its words, and the HTTP status that JSON-2 gives it.</summary>
public sealed class PeerError(string name, string message, int status) : Exception(message)
{
    public string Name { get; } = name;
    public int Status { get; } = status;

    public static PeerError User(string message) => new("odoo.exceptions.UserError", message, 422);

    public static PeerError Validation(string message) => new("odoo.exceptions.ValidationError", $"The operation cannot be completed: {message}", 422);

    public static PeerError Access(string message) => new("odoo.exceptions.AccessError", message, 403);

    public static PeerError Value(string message) => new("builtins.ValueError", message, 500);

    public static PeerError Type(string message) => new("builtins.TypeError", message, 500);

    public static PeerError Unprocessable(string message) => new("werkzeug.exceptions.UnprocessableEntity", message, 422);

    public static PeerError NotFound(string message) => new("werkzeug.exceptions.NotFound", message, 404);

    public static PeerError Missing(string model, long id, long user) =>
        new("odoo.exceptions.MissingError", $"Record does not exist or has been deleted.\n(Record: {model}({id},), User: {user})", 404);

    public static PeerError Serialization() =>
        new("psycopg2.errors.SerializationFailure", "could not serialize access due to concurrent update\n", 500);

    public static PeerError Locked() =>
        new("odoo.exceptions.LockError", "Cannot grab a lock on records", 409);

    public static PeerError DatabaseLost() => new("psycopg2.InterfaceError", "connection already closed", 500);
}
