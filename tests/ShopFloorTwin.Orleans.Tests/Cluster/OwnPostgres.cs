using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>A PostgreSQL of the test's own, that it may stop and start, as <c>tests/postgres.sh</c> makes one.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-postgres-").FullName;
    private readonly string _bin, _addresses, _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly int _port = ClusterNode.FreePort();

    private OwnPostgres(string bin, string addresses) => (_bin, _addresses) = (bin, addresses);

    private string Data => Path.Combine(_folder, "data");

    public string ConnectionString(string host = "127.0.0.1") =>
        $"Host={host};Port={_port};Username=twin;Password={_password};Database=postgres;Search Path=twin;Maximum Pool Size=20";

    /// <summary>Starts one; skips the test where there is none, or where no PostgreSQL is wanted.</summary>
    /// <param name="addresses">It listens on, with commas.</param>
    public static async Task<OwnPostgres> StartAsync(string addresses = "127.0.0.1")
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PostgresPlace.Variable)))
            Assert.Skip($"{PostgresPlace.Variable} is not set: run ./test.sh, or eval \"$(tests/postgres.sh start)\"");
        var bin = (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .OrderBy(version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));
        if (bin is null)
            Assert.Skip("no PostgreSQL server in /usr/lib/postgresql to stop and start");
        var server = new OwnPostgres(bin, addresses);
        try
        {
            await server.MakeAsync();
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Task StartAgainAsync() => RunAsync(
        "pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-t", "60", "-o",
        $"-c listen_addresses={_addresses} -c port={_port} -c unix_socket_directories='' -c max_connections=100", "start");

    /// <summary>As a crash: what was not committed is gone.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task MakeAsync()
    {
        var password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, _password);
        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            await Commands.RunAsync("chown", "-R", "postgres", _folder);
        await RunAsync("initdb", "-D", Data, "-U", "twin", "-E", "UTF8", "--locale=C", "--auth=scram-sha-256", $"--pwfile={password}", "--no-sync");
        await File.AppendAllTextAsync(Path.Combine(Data, "pg_hba.conf"), "\nhost all all samenet scram-sha-256\n");
    }

    private Task RunAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Commands.RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(_bin, program), .. arguments])
        : Commands.RunAsync(Path.Combine(_bin, program), arguments);
}

/// <summary>Programs of the system.</summary>
internal static class Commands
{
    /// <exception cref="InvalidOperationException">It failed; says how.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        // A server it leaves behind keeps its output open: nothing of it is read here but after a failure.
        var output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("sh", ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", output, program, .. arguments]) { WorkingDirectory = "/" };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await File.ReadAllTextAsync(output)}");
        }
        finally
        {
            File.Delete(output);
        }
    }
}
