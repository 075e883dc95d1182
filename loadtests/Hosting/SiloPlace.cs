using Npgsql;

namespace ShopFloorTwin.LoadTests.Hosting;

/// <summary>Where a silo keeps what it has: a temporary folder, and a schema of its own when it is on PostgreSQL. Disposing removes both.</summary>
internal sealed class SiloPlace : IAsyncDisposable
{
    private readonly string? _server;
    private readonly int _connections;
    private readonly string _schema = $"load_{Guid.NewGuid():n}";

    /// <param name="server">A PostgreSQL connection string; null: SQLite.</param>
    /// <param name="connections">To PostgreSQL, at most, in each of its pools.</param>
    public SiloPlace(string? server = null, int connections = 8)
    {
        (_server, _connections) = (server, connections);
        Folder = Directory.CreateTempSubdirectory("twin-load-").FullName;
    }

    public string Folder { get; }
    public string Key { get; } = $"load-{Guid.NewGuid():n}{Guid.NewGuid():n}";
    public string? Postgres => _server is null ? null : $"{_server};Search Path={_schema};Maximum Pool Size={_connections}";
    public string StoreName => _server is null ? "SQLite" : "PostgreSQL";

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        if (_server is null)
            return;
        await using var connection = new NpgsqlConnection($"{_server};Pooling=false");
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
