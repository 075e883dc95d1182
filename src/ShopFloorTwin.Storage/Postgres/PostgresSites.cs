using System.Collections.Concurrent;
using Npgsql;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>Numbers of sites and sources. They are committed ahead of the rows that use them, and never change.</summary>
internal sealed class PostgresSites(PostgresDatabase database)
{
    readonly ConcurrentDictionary<string, int> _sites = new();
    readonly ConcurrentDictionary<(int Site, string Name), int> _sources = new();

    public async ValueTask<int?> FindAsync(string site, CancellationToken cancellation)
    {
        if (_sites.TryGetValue(site, out var known))
            return known;
        var no = await database.RunAsync(c => c.ScalarAsync<int>("SELECT no FROM site WHERE name = $1", cancellation, PostgresText.Key(site)), cancellation);
        if (no == 0)
            return null;
        return Keep(_sites, site, no);
    }

    public async ValueTask<int> FindOrAddAsync(string site, CancellationToken cancellation)
    {
        if (await FindAsync(site, cancellation) is { } no)
            return no;
        await database.RunAsync(
            c => c.ExecuteAsync("INSERT INTO site(name) VALUES ($1) ON CONFLICT DO NOTHING", cancellation, PostgresText.Key(site)), cancellation);
        return await FindAsync(site, cancellation) ?? throw new StoreUnavailableException($"The site {site} was taken away while it was written to.");
    }

    public ValueTask<int> SourceAsync(int site, string name, CancellationToken cancellation) =>
        _sources.TryGetValue((site, name), out var known) ? new(known) : AddSourceAsync(site, name, cancellation);

    async ValueTask<int> AddSourceAsync(int site, string name, CancellationToken cancellation)
    {
        var key = PostgresText.Key(name);
        var no = await database.RunAsync(
            async c =>
            {
                await c.ExecuteAsync("INSERT INTO source(site, name) VALUES ($1, $2) ON CONFLICT DO NOTHING", cancellation, site, key);
                return await c.ScalarAsync<int>("SELECT no FROM source WHERE site = $1 AND name = $2", cancellation, site, key);
            },
            cancellation);
        return Keep(_sources, (site, name), no);
    }

    static int Keep<TKey>(ConcurrentDictionary<TKey, int> numbers, TKey key, int no)
        where TKey : notnull
    {
        if (numbers.Count >= Limits.SourcesInMemory)
            numbers.Clear();
        return numbers[key] = no;
    }
}
