using System.Net;
using Npgsql;

namespace ShopFloorTwin.LoadTests.Hosting;

/// <summary>Processor time of the processes of a PostgreSQL server on this machine, until now.</summary>
internal sealed class PostgresTime
{
    // USER_HZ: the same on every Linux.
    private const int TicksPerSecond = 100;
    private readonly IReadOnlyDictionary<int, long> _ticks;

    private PostgresTime(IReadOnlyDictionary<int, long> ticks) => _ticks = ticks;

    /// <summary>Reads it; nothing is known of a server elsewhere.</summary>
    public static async Task<PostgresTime> ReadAsync(string server, CancellationToken cancellation)
    {
        var ticks = new Dictionary<int, long>();
        if (!IPAddress.TryParse(new NpgsqlConnectionStringBuilder(server).Host, out var host) || !IPAddress.IsLoopback(host))
            return new PostgresTime(ticks);
        await using var connection = new NpgsqlConnection($"{server};Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT pid FROM pg_stat_activity", connection);
        await using var pids = await command.ExecuteReaderAsync(cancellation);
        while (await pids.ReadAsync(cancellation))
        {
            if (TicksOf(pids.GetInt32(0)) is { } spent)
                ticks[pids.GetInt32(0)] = spent;
        }
        return new PostgresTime(ticks);
    }

    /// <summary>What was spent since; of processes that are still there.</summary>
    public TimeSpan Since(PostgresTime earlier) =>
        TimeSpan.FromSeconds(_ticks.Sum(process => process.Value - earlier._ticks.GetValueOrDefault(process.Key)) / (double)TicksPerSecond);

    private static long? TicksOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            // After the name, which may hold anything: state is the first, utime the 12th, stime the 13th.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[11]) + long.Parse(fields[12]);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
