using System.Globalization;
using System.Net;
using Npgsql;
using ShopFloorTwin.Deploy.Tests.Container;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Deploy.Tests.Postgres;

/// <summary>The operator's scripts on a real server, and the product on what they make.</summary>
public sealed class PostgresTests
{
    [Fact]
    public async Task The_scripts_can_run_again_at_any_time()
    {
        await using var database = new PreparedDatabase();
        await database.PrepareAsync();
        await database.PrepareAsync();

        Assert.Equal(database.Role, await database.AskAsync("SELECT current_user"));
    }

    [Fact]
    public async Task The_password_may_stand_in_a_file_as_Compose_mounts_it()
    {
        using var folder = new TemporaryFolder();
        await using var database = new PreparedDatabase();
        await File.WriteAllTextAsync(folder.File("password"), database.Password + "\n", TestContext.Current.CancellationToken);
        await database.PrepareFromFileAsync(folder.File("password"));

        Assert.Equal(database.Role, await database.AskAsync("SELECT current_user"));
    }

    [Fact]
    public async Task A_silo_is_ready_on_the_database_they_make_and_again_after_they_ran_again()
    {
        await using var database = new PreparedDatabase();
        for (var run = 0; run < 2; run++)
        {
            await database.PrepareAsync();
            var port = RunningTests.FreePort();
            await using var silo = RunningSilo.Start(
                new Dictionary<string, string>
                {
                    ["ASPNETCORE_HTTP_PORTS"] = port.ToString(CultureInfo.InvariantCulture),
                    ["Twin__Store"] = database.Store,
                    // Not to be made: with PostgreSQL a silo keeps nothing in it.
                    ["Twin__Data"] = "/proc/nothing",
                },
                port);
            await silo.WaitForAsync("/health/ready", HttpStatusCode.OK);
            Assert.Equal(0, await silo.StopAsync());
        }
        Assert.Equal("True", await database.AskAsync("SELECT count(*) > 0 FROM shopfloortwin.journal"));
    }

    [Fact]
    public async Task Silos_of_a_cluster_may_open_their_store_together()
    {
        await using var database = new PreparedDatabase();
        await database.PrepareAsync();
        var options = new StoreOptions(database.Store, "unused") { Exclusive = false };

        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Stores.OpenAsync(options, TimeProvider.System, TestContext.Current.CancellationToken).AsTask()));

        Assert.Equal("True", await database.AskAsync("SELECT count(*) > 0 FROM shopfloortwin.schema_version"));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Theory]
    [InlineData("CREATE SCHEMA another")]
    [InlineData("CREATE TABLE public.another(a int)")]
    [InlineData("TABLE public.another")]
    [InlineData("CREATE TEMPORARY TABLE another(a int)")]
    [InlineData("CREATE ROLE another")]
    [InlineData("CREATE DATABASE another")]
    [InlineData("DROP SCHEMA shopfloortwin")]
    [InlineData("COPY (SELECT 1) TO PROGRAM 'true'")]
    public async Task The_role_may_do_nothing_that_a_silo_does_not_need(string statement)
    {
        await using var database = new PreparedDatabase();
        await database.PrepareAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.AskAsync(statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("statement_timeout", "2min")]
    [InlineData("idle_in_transaction_session_timeout", "1min")]
    [InlineData("idle_session_timeout", "0")]
    public async Task Its_sessions_have_bounds_above_the_product_s_own(string setting, string value)
    {
        await using var database = new PreparedDatabase();
        await database.PrepareAsync();

        Assert.Equal(value, await database.AskAsync($"SHOW {setting}"));
    }

    [Fact]
    public async Task Nobody_else_gets_into_the_database()
    {
        await using var database = new PreparedDatabase();
        await database.PrepareAsync();

        Assert.Equal("False", await database.AskServerAsync($"SELECT has_database_privilege('pg_monitor', '{database.Database}', 'CONNECT')"));
        Assert.Equal("True", await database.AskServerAsync($"SELECT has_database_privilege('{database.Role}', '{database.Database}', 'CONNECT')"));
    }

    [Fact]
    public async Task Texts_are_compared_as_bytes_whatever_the_operating_system_thinks()
    {
        await using var database = new PreparedDatabase();
        await database.PrepareAsync();

        Assert.Equal("C UTF8", await database.AskAsync("SELECT datcollate || ' ' || pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"));
    }

    [Fact]
    public async Task Without_a_password_nothing_is_made()
    {
        await using var database = new PreparedDatabase();

        var (code, output) = await database.RunAsync();

        Assert.NotEqual(0, code);
        Assert.Contains("give the password of the role", output);
        Assert.Equal("0", await database.AskServerAsync($"SELECT count(*) FROM pg_roles WHERE rolname = '{database.Role}'"));
    }

    [Theory]
    [InlineData("SUPERUSER")]
    [InlineData("REPLICATION")]
    [InlineData("BYPASSRLS")]
    public async Task A_role_that_may_more_than_a_silo_should_is_not_taken_over(string right)
    {
        await using var database = new PreparedDatabase();
        await database.AskServerAsync($"CREATE ROLE {database.Role} NOLOGIN {right}");

        var (code, output) = await database.RunAsync(password: database.Password);

        Assert.NotEqual(0, code);
        Assert.Contains("take another name", output);
        Assert.Equal("True", await database.AskServerAsync($"SELECT rolpassword IS NULL AND NOT rolcanlogin FROM pg_authid WHERE rolname = '{database.Role}'"));
    }
}
