using System.Reflection;
using Npgsql;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Postgres;

namespace ShopFloorTwin.Orleans.Schema;

/// <summary>
/// What Orleans' ADO.NET providers (clustering, reminders, grain storage) need in PostgreSQL: the product's own tables, and the statements that
/// the providers read from <c>orleansquery</c>. They lie in the store's schema and are recorded in <c>orleans_version</c>.
/// </summary>
public static class OrleansSchema
{
    /// <summary>The name by which the providers' options know Npgsql.</summary>
    public const string Invariant = "Npgsql";

    static readonly PostgresMigrations Migrations = new("orleans_version", Read("01-main.sql"), Read("02-clustering.sql"), Read("03-reminders.sql"), Read("04-persistence.sql"))
    {
        // UNIQUE NULLS NOT DISTINCT
        ServerMajorMin = 15,
    };

    /// <summary>Creates or migrates the tables; several silos may do so at the same time. To be called before a silo starts.</summary>
    /// <param name="source">Its connections have the schema first in their search path, as those of <see cref="Stores.PostgresSource"/> have.</param>
    /// <param name="time">When a version was applied is recorded.</param>
    /// <param name="cancellation">Leaves the tables as they were.</param>
    /// <exception cref="StoreRefusedException">The schema is of a newer version, or PostgreSQL is older than 15.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be reached, or lacks a right.</exception>
    public static ValueTask ApplyAsync(NpgsqlDataSource source, TimeProvider time, CancellationToken cancellation) =>
        Migrations.ApplyAsync(source, time, cancellation);

    static string Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
