using Npgsql;
using ShopFloorTwin.Storage.Postgres;

namespace ShopFloorTwin.Storage.Tests;

/// <summary>What goes wrong with a server, and that the journal is whole before, during and after.</summary>
public sealed class PostgresFailureTests : StoreTest<PostgresPlace>
{
    const string OwnerLock = "classid = (hashtext('shopfloortwin owner')::bigint & 4294967295)::oid AND objid = (hashtext('{0}')::bigint & 4294967295)::oid";

    async Task<AppendResult[]> AppendAsync(string prefix, int count) => [.. await Journal.AppendAsync(Samples.Site, Samples.Events(prefix, count), Cancellation)];

    async Task<StoreUnavailableException> UnavailableAsync(Func<Task> append) => await Assert.ThrowsAsync<StoreUnavailableException>(append);

    /// <summary>Ends the session that owns the schema, as a fail-over or an administrator would.</summary>
    Task EndOwnerAsync() => Place.ExecuteAsync(
        $"SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND {string.Format(OwnerLock, Place.Schema)}");

    Task FailOnInsertAsync(string body, string kind = "TRIGGER fail BEFORE INSERT ON journal", string timing = "") => Place.ExecuteAsync(
        $"""
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF new.id = 'b-7' THEN {body}; END IF; RETURN new; END $$;
        CREATE {kind} {timing} FOR EACH ROW EXECUTE FUNCTION fail()
        """);

    [Fact]
    public async Task A_lost_owner_takes_nothing_until_it_owns_the_schema_again()
    {
        await AppendAsync("a", 3);
        await EndOwnerAsync();

        await UnavailableAsync(() => AppendAsync("b", 2));
        Assert.Equal(3, (await Journal.AllAsync()).Count);

        Assert.Equal([new(4, false), new(5, false)], await AppendAsync("b", 2));
        await Assert.ThrowsAsync<StoreRefusedException>(Place.OpenAsync);
        await Journal.AssertSoundAsync(5);
    }

    [Fact]
    public async Task An_owner_whose_schema_was_taken_meanwhile_takes_nothing()
    {
        await AppendAsync("a", 3);
        await EndOwnerAsync();
        await using (var other = await Place.ConnectAsync())
        {
            await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock(hashtext('shopfloortwin owner'), hashtext('{Place.Schema}'))", other);
            await take.ExecuteNonQueryAsync(Cancellation);
            await UnavailableAsync(() => AppendAsync("b", 2));
            var lost = await UnavailableAsync(() => AppendAsync("b", 2));
            Assert.Contains("in use by another process", lost.Message, StringComparison.Ordinal);
        }

        Assert.Equal([new(4, false), new(5, false)], await AppendAsync("b", 2));
    }

    [Fact]
    public async Task A_connection_lost_in_the_commit_says_that_the_outcome_is_open()
    {
        await AppendAsync("a", 1);
        await FailOnInsertAsync("PERFORM pg_terminate_backend(pg_backend_pid())", "CONSTRAINT TRIGGER fail AFTER INSERT ON journal", "DEFERRABLE INITIALLY DEFERRED");

        var lost = await UnavailableAsync(() => AppendAsync("b", 10));
        Assert.True(lost.OutcomeUnknown);
        await Place.ExecuteAsync("DROP TRIGGER fail ON journal");

        Assert.Equal(Enumerable.Range(2, 10).Select(i => (long)i), (await AppendAsync("b", 10)).Select(r => r.Position));
        await Journal.AssertSoundAsync(11);
    }

    [Fact]
    public async Task A_full_disk_takes_nothing_and_goes_on_when_there_is_room()
    {
        await AppendAsync("a", 1);
        await FailOnInsertAsync("RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'");

        var full = await UnavailableAsync(() => AppendAsync("b", 10));
        Assert.Contains("disk", full.Message, StringComparison.Ordinal);
        Assert.False(full.OutcomeUnknown);
        Assert.Single(await Journal.AllAsync());
        await Place.ExecuteAsync("DROP TRIGGER fail ON journal");

        Assert.Equal(new(2, false), (await AppendAsync("b", 10))[0]);
        await Journal.AssertSoundAsync(11);
    }

    [Fact]
    public async Task A_site_locked_by_another_client_takes_nothing_and_goes_on_when_it_is_free()
    {
        await AppendAsync("a", 1);
        await using (var other = await Place.ConnectAsync())
        {
            await using var transaction = await other.BeginTransactionAsync(Cancellation);
            await using var hold = new NpgsqlCommand("SELECT FROM site FOR UPDATE", other);
            await hold.ExecuteNonQueryAsync(Cancellation);
            Assert.Contains("lock", (await UnavailableAsync(() => AppendAsync("b", 2))).Message, StringComparison.Ordinal);
        }

        Assert.Equal([new(2, false), new(3, false)], await AppendAsync("b", 2));
    }

    [Fact]
    public async Task A_schema_of_a_newer_version_is_refused()
    {
        await CloseAsync();
        await Place.ExecuteAsync("INSERT INTO schema_version VALUES (99, now())");

        Assert.Contains("version 99", (await Assert.ThrowsAsync<StoreRefusedException>(Place.OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_are_durable_where_the_server_would_not_have_it_so()
    {
        var user = $"weak_{Place.Schema}";
        await Place.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'weak'; ALTER ROLE {user} SET synchronous_commit = off");
        try
        {
            var parsed = PostgresConnectionString.Parse(Place.Options with { Store = $"{Place.Options.Store};Username={user};Password=weak;Pooling=false" });
            await using var connection = new NpgsqlConnection(parsed.ConnectionString);
            await connection.OpenAsync(Cancellation);
            await using var show = new NpgsqlCommand("SHOW synchronous_commit", connection);
            Assert.Equal("on", await show.ExecuteScalarAsync(Cancellation));
        }
        finally
        {
            await Place.ExecuteAsync($"DROP ROLE {user}");
        }
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_is_unavailable_with_the_mend()
    {
        var options = Place.Options with { Store = Place.Options.Store.Replace(Place.Schema, Place.Schema + "_b", StringComparison.Ordinal) + ";Options=-c default_transaction_read_only=on" };

        var standby = await UnavailableAsync(async () => await Stores.OpenAsync(options, TimeProvider.System, Cancellation));
        Assert.Contains("primary", standby.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it()
    {
        var options = Place.Options with { Store = Place.Options.Store + ";Password=hunter2" };

        var refused = await UnavailableAsync(async () => await Stores.OpenAsync(options, TimeProvider.System, Cancellation));
        Assert.Contains("Twin:Store", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }
}
