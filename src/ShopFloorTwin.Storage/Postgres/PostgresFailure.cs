using System.Net.Sockets;
using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>PostgreSQL's errors in words, each with its mend. Server messages hold no password; connection strings are never repeated.</summary>
internal static class PostgresFailure
{
    public static bool Is(Exception e) => e is NpgsqlException or TimeoutException or IOException or SocketException;

    public static StoreUnavailableException Unavailable(Exception e, string server, bool outcomeUnknown = false) =>
        new(outcomeUnknown ? $"{server} broke off during the commit ({Reason(e)}): send the same events again, they are counted once." : Words(e, server), e)
        {
            OutcomeUnknown = outcomeUnknown,
        };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    static string Words(Exception e, string server) => e is not PostgresException { SqlState: var state }
        ? $"{server} cannot be reached, nothing was written ({Reason(e)}): see that it runs and that the network reaches it; it goes on by itself."
        : state switch
        {
            "53100" => $"The disk of {server} is full, nothing was written: make room, and it goes on by itself.",
            "53300" => $"{server} has no connection left, nothing was written: raise max_connections, or close other clients.",
            "55P03" or "57014" or "40P01" => $"{server} waits for another client's lock, nothing was written: see pg_stat_activity for who holds it.",
            "25006" => $"{server} takes no writes (a standby?), nothing was written: point Twin:Store to the primary.",
            "28000" or "28P01" => $"{server} refuses the user or password of Twin:Store ({state}).",
            "3D000" => $"{server} has no such database: create it, or correct Database in Twin:Store.",
            "42501" => $"{server} does not let this user do that ({Reason(e)}): grant it the right to the schema, or to create it.",
            "57P01" or "57P02" or "57P03" => $"{server} is stopping or starting, nothing was written; it goes on by itself.",
            _ => $"{server} failed, nothing was written: {Reason(e)}",
        };

    static string Reason(Exception e) => e is PostgresException p ? $"{p.SqlState} {p.MessageText}" : (e.InnerException ?? e).Message;
}
