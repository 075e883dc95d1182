using Npgsql;

namespace ShopFloorTwin.Deploy.Tests.Postgres;

/// <summary>A role and a database of its own, made by <c>deploy/postgres</c> on the server of <c>TWIN_TEST_POSTGRES</c>; without one the test is skipped.</summary>
internal sealed class PreparedDatabase : IAsyncDisposable
{
    private const string Variable = "TWIN_TEST_POSTGRES";
    private static readonly string[] Scripts = [.. Directory.GetFiles(Repository.PathOf("deploy/postgres"), "*.sql").Order(StringComparer.Ordinal)];

    private readonly NpgsqlConnectionStringBuilder _server;

    public PreparedDatabase()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(server))
            Assert.Skip($"{Variable} is not set: run ./test.sh, or eval \"$(tests/postgres.sh start)\"");
        _server = new(server!);
    }

    public string Role { get; } = $"role_{Guid.NewGuid():n}";

    public string Database { get; } = $"database_{Guid.NewGuid():n}";

    /// <summary>With what a script could stumble over.</summary>
    public string Password { get; } = "it's; a \"pass\\word\"";

    /// <summary>The silo's connection string.</summary>
    public string Store => new NpgsqlConnectionStringBuilder { Host = _server.Host, Port = _server.Port, Database = Database, Username = Role, Password = Password, Pooling = false }.ConnectionString;

    /// <summary>Runs the scripts in their order, in one psql, as an operator does.</summary>
    public Task<(int Code, string Output)> RunAsync(string? password = null) =>
        PsqlAsync(Scripts, ["-v", $"role={Role}", .. password is null ? Array.Empty<string>() : ["-v", $"password={password}"]], []);

    /// <summary>Runs each script in a psql of its own with the password in a file, as the database's container does at its first start.</summary>
    public async Task PrepareFromFileAsync(string passwordFile)
    {
        foreach (var script in Scripts)
        {
            var (code, output) = await PsqlAsync([script], ["-v", $"role={Role}"], new() { ["TWIN_PASSWORD_FILE"] = passwordFile });
            Assert.True(code == 0, output);
        }
    }

    /// <summary>As above; a script that fails fails the test.</summary>
    public async Task PrepareAsync()
    {
        var (code, output) = await RunAsync(password: Password);
        Assert.True(code == 0, output);
    }

    /// <summary>One value, asked by the role.</summary>
    public async Task<string?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Store);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }

    /// <summary>One value, asked by the server's administrator.</summary>
    public async Task<string?> AskServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await AskServerAsync($"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
        await AskServerAsync($"DROP ROLE IF EXISTS {Role}");
    }

    private Task<(int Code, string Output)> PsqlAsync(IEnumerable<string> scripts, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var server = new Dictionary<string, string>
        {
            ["PGHOST"] = _server.Host!, ["PGPORT"] = $"{_server.Port}", ["PGUSER"] = _server.Username!, ["PGPASSWORD"] = _server.Password!, ["PGDATABASE"] = _server.Database!,
        };
        return Shell.RunAsync(
            Psql(),
            ["-X", "-v", $"database={Database}", .. arguments, .. scripts.SelectMany(script => new[] { "-f", script })],
            server.Concat(environment).ToDictionary());
    }

    private static string Psql()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : []);
        var psql = folders.Select(folder => Path.Combine(folder, "psql")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(psql is null, "there is no psql to run the scripts of deploy/postgres with");
        return psql!;
    }
}
