using Microsoft.Data.Sqlite;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>Kept scenarios in <c>twin.db</c>.</summary>
internal sealed class SqliteScenarios(SqliteFile file, StoreOptions limits) : IScenarios
{
    const string Columns = "number, site, id, name, owner, note, edits, position, base, made_at, changed_at, expires_at, committed_at, version";

    public ValueTask<ScenarioAdd> AddAsync(StoredScenario scenario, DateTimeOffset now, CancellationToken cancellation) =>
        file.Writer.TransactAsync(c => Add(c, scenario, now), cancellation);

    ScenarioAdd Add(SqliteConnection connection, StoredScenario scenario, DateTimeOffset now)
    {
        RemoveExpired(connection, scenario.Site, now);
        if (connection.Scalar<long>("SELECT count(*) FROM scenario WHERE site = @site AND id = @id", ("@site", scenario.Site), ("@id", scenario.Id)) > 0)
            return ScenarioAdd.Known;
        var (ofSite, ofOwner, bytes) = connection.List(
            "SELECT count(*), count(*) FILTER (WHERE owner = @owner), coalesce(sum(bytes), 0) FROM scenario WHERE site = @site",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), ("@owner", scenario.Owner), ("@site", scenario.Site))[0];
        var fits = scenario.Fits(limits, ofSite, ofOwner, bytes);
        if (fits == ScenarioAdd.Added)
        {
            connection.Execute(
                """
                INSERT INTO scenario(site, id, name, owner, note, edits, position, base, made_at, changed_at, expires_at, committed_at, version, bytes)
                VALUES (@site, @id, @name, @owner, @note, @edits, @position, @base, @made, @changed, @expires, @committed, 1, @bytes)
                """,
                ("@site", scenario.Site), ("@id", scenario.Id), ("@name", scenario.Name), ("@owner", scenario.Owner), ("@note", scenario.Note),
                ("@edits", scenario.Edits.ToArray()), ("@position", scenario.Position), ("@base", scenario.Base.ToArray()), ("@made", scenario.MadeAt.UtcTicks),
                ("@changed", scenario.ChangedAt.UtcTicks), ("@expires", scenario.ExpiresAt.UtcTicks), ("@committed", scenario.CommittedAt?.UtcTicks), ("@bytes", scenario.Bytes));
        }
        return fits;
    }

    public ValueTask<StoredScenario?> FindAsync(string site, string id, DateTimeOffset now, CancellationToken cancellation) =>
        file.Readers.ReadAsync(
            c => c.List(
                $"SELECT {Columns} FROM scenario WHERE site = @site AND id = @id AND expires_at > @now",
                Item, ("@site", site), ("@id", id), ("@now", now.UtcTicks)).FirstOrDefault(),
            cancellation);

    public ValueTask<IReadOnlyList<StoredScenario>> ListAsync(
        string site, string? owner, long? before, int limit, DateTimeOffset now, CancellationToken cancellation) =>
        file.Readers.ReadAsync<IReadOnlyList<StoredScenario>>(
            c => c.List(
                $"""
                SELECT {Columns} FROM scenario
                WHERE site = @site AND expires_at > @now AND number < @before AND (@owner IS NULL OR owner = @owner) ORDER BY number DESC LIMIT @limit
                """,
                Item, ("@site", site), ("@now", now.UtcTicks), ("@before", before ?? long.MaxValue), ("@owner", owner), ("@limit", limit)),
            cancellation);

    public async ValueTask<bool> ChangeAsync(StoredScenario scenario, CancellationToken cancellation) =>
        await file.Writer.TransactAsync(
            c => c.Execute(
                """
                UPDATE scenario SET position = @position, base = @base, changed_at = @changed, expires_at = @expires, committed_at = @committed,
                    version = version + 1, bytes = @bytes
                WHERE site = @site AND id = @id AND version = @version
                """,
                ("@position", scenario.Position), ("@base", scenario.Base.ToArray()), ("@changed", scenario.ChangedAt.UtcTicks),
                ("@expires", scenario.ExpiresAt.UtcTicks), ("@committed", scenario.CommittedAt?.UtcTicks), ("@bytes", scenario.Bytes),
                ("@site", scenario.Site), ("@id", scenario.Id), ("@version", scenario.Version)),
            cancellation) > 0;

    public async ValueTask<bool> RemoveAsync(string site, string id, CancellationToken cancellation) =>
        await file.Writer.TransactAsync(
            c => c.Execute("DELETE FROM scenario WHERE site = @site AND id = @id", ("@site", site), ("@id", id)), cancellation) > 0;

    public async ValueTask<int> RemoveExpiredAsync(string site, DateTimeOffset now, CancellationToken cancellation) =>
        // Looked at first: with nothing to remove the one writer is left alone.
        await file.Readers.ReadAsync(
            c => c.Scalar<long>("SELECT count(*) FROM scenario WHERE site = @site AND expires_at <= @now", ("@site", site), ("@now", now.UtcTicks)), cancellation) == 0
            ? 0
            : await file.Writer.TransactAsync(c => RemoveExpired(c, site, now), cancellation);

    static int RemoveExpired(SqliteConnection connection, string site, DateTimeOffset now) =>
        connection.Execute("DELETE FROM scenario WHERE site = @site AND expires_at <= @now", ("@site", site), ("@now", now.UtcTicks));

    static StoredScenario Item(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.TextOrNull(5), row.GetFieldValue<byte[]>(6),
        row.GetInt64(7), row.GetFieldValue<byte[]>(8), row.Instant(9), row.Instant(10), row.Instant(11), row.InstantOrNull(12), row.GetInt32(13));
}
