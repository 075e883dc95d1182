using System.Data.Common;
using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>
/// <c>Twin:Store</c> as a PostgreSQL connection: <c>key=value;…</c> or <c>postgres://user:password@host:port/database?key=value</c>.
/// No message made here repeats a value: any of them may be a password in the wrong place.
/// </summary>
internal static class PostgresConnectionString
{
    const string DefaultSchema = "shopfloortwin";
    const int ConnectSecondsMax = 5;
    // The server gives up a client that is gone without a word, and with it the ownership, after a minute.
    const string LostClient = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

    static readonly Dictionary<string, string> UriKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode", ["sslrootcert"] = "Root Certificate", ["sslcert"] = "SSL Certificate", ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout", ["application_name"] = "Application Name", ["search_path"] = "Search Path", ["options"] = "Options",
    };

    /// <exception cref="StoreRefusedException">It is no connection string, or names an unknown key.</exception>
    public static NpgsqlConnectionStringBuilder Parse(StoreOptions options)
    {
        var given = IsUri(options.Store) ? FromUri(options.Store) : FromPairs(options.Store);
        if (!given.ContainsKey("Host") && !given.ContainsKey("Server"))
            throw Wrong("it names no Host");
        var builder = new NpgsqlConnectionStringBuilder { Timeout = ConnectSecondsMax, CommandTimeout = (int)options.CommandTimeout.TotalSeconds };
        foreach (string key in given.Keys)
            Set(builder, key, given[key]);
        builder.SearchPath = Schema(builder);
        // A database may default to commits that a crash can lose; the journal's may not. What is given explicitly comes last and wins.
        builder.Options = $"-c synchronous_commit=on -c lock_timeout={(long)options.LockTimeout.TotalMilliseconds} {LostClient} {builder.Options}".TrimEnd();
        builder.MaxAutoPrepare = Math.Max(builder.MaxAutoPrepare, 32);
        builder.IncludeErrorDetail = false;
        builder.PersistSecurityInfo = false;
        return builder;
    }

    /// <summary>The schema the tables are in: the first of the search path.</summary>
    public static string Schema(NpgsqlConnectionStringBuilder builder) =>
        builder.SearchPath?.Split(',')[0].Trim().Trim('"') is { Length: > 0 } first ? first : DefaultSchema;

    /// <summary>For messages: <c>host:port/database</c>.</summary>
    public static string Place(NpgsqlConnectionStringBuilder builder) => $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";

    static bool IsUri(string store) =>
        store.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || store.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    public static bool Looks(string store) => IsUri(store) || store.Contains('=', StringComparison.Ordinal);

    static DbConnectionStringBuilder FromPairs(string store)
    {
        try
        {
            return new() { ConnectionString = store };
        }
        catch (ArgumentException)
        {
            throw Wrong("it is not of the form key=value;…");
        }
    }

    static DbConnectionStringBuilder FromUri(string store)
    {
        if (!Uri.TryCreate(store, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw Wrong("it is not of the form postgres://user:password@host:port/database");
        var given = new DbConnectionStringBuilder { ["Host"] = uri.Host.Trim('[', ']') };
        if (uri.Port > 0)
            given["Port"] = uri.Port;
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            given["Username"] = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            given["Password"] = Uri.UnescapeDataString(user[1]);
        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
            given["Database"] = Uri.UnescapeDataString(database);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var key = Uri.UnescapeDataString(parts[0]);
            var value = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
            given[UriKeys.GetValueOrDefault(key, key)] = value.Replace("verify-", "Verify", StringComparison.OrdinalIgnoreCase);
        }
        return given;
    }

    static void Set(NpgsqlConnectionStringBuilder builder, string key, object value)
    {
        try
        {
            builder[key] = value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Without the inner exception: its message may hold the value.
            throw Wrong(builder.ContainsKey(key) ? $"its {key} has a wrong value" : $"it has an unknown key {key}");
        }
    }

    static StoreRefusedException Wrong(string what) => new(
        $"Twin:Store is no PostgreSQL connection string ({what}): write Host=…;Port=5432;Username=…;Password=…;Database=…, or postgres://user:password@host:5432/database, or \"sqlite\".");
}
