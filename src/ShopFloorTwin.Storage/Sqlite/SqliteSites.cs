using Microsoft.Data.Sqlite;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>
/// Numbers of sites and sources, and the journal's keys made from them. Used on the writer's thread;
/// numbers made in a transaction that was undone must be forgotten.
/// </summary>
internal sealed class SqliteSites
{
    const int PositionBits = 40;

    readonly Dictionary<(long Site, string Name), long> _sources = [];

    /// <summary>Key of a record: keys of one site stand together, in order of position.</summary>
    public static long Key(long site, long position) => (site << PositionBits) | position;

    public static long Position(long key) => key & Limits.JournalRecords;

    /// <summary>The site's number; null when it is not known.</summary>
    public static long? Find(SqliteConnection connection, string site)
    {
        var no = connection.Scalar<long>("SELECT no FROM site WHERE name = @name", ("@name", site));
        return no == 0 ? null : no;
    }

    public static long FindOrAdd(SqliteConnection connection, string site) =>
        Find(connection, site) ?? connection.Scalar<long>("INSERT INTO site(name) VALUES (@name) RETURNING no", ("@name", site));

    /// <summary>Position of the site's last record.</summary>
    public static long Head(SqliteConnection connection, long site) => Position(connection.Scalar<long>(
        "SELECT seq FROM journal WHERE seq BETWEEN @first AND @last ORDER BY seq DESC LIMIT 1",
        ("@first", Key(site, 0)), ("@last", Key(site, Limits.JournalRecords))));

    public long Source(SqliteConnection connection, long site, string name)
    {
        if (_sources.TryGetValue((site, name), out var no))
            return no;
        no = connection.Scalar<long>("SELECT no FROM source WHERE site = @site AND name = @name", ("@site", site), ("@name", name));
        if (no == 0)
            no = connection.Scalar<long>("INSERT INTO source(site, name) VALUES (@site, @name) RETURNING no", ("@site", site), ("@name", name));
        if (_sources.Count >= Limits.SourcesInMemory)
            Forget();
        return _sources[(site, name)] = no;
    }

    public void Forget() => _sources.Clear();
}
