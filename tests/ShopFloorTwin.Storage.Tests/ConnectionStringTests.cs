using ShopFloorTwin.Storage.Postgres;

namespace ShopFloorTwin.Storage.Tests;

public sealed class ConnectionStringTests
{
    static Npgsql.NpgsqlConnectionStringBuilder Parse(string store) => PostgresConnectionString.Parse(new(store, "data"));

    static ValueTask<IStore> OpenAsync(string store) => Stores.OpenAsync(new(store, "data"), TimeProvider.System, TestContext.Current.CancellationToken);

    [Fact]
    public void A_uri_says_the_same_as_keys_and_values()
    {
        var uri = Parse("postgres://mes%40lyon:p%3Aw%2Fd@db.example:6432/plant?sslmode=verify-full&connect_timeout=9&search_path=floor");
        var pairs = Parse("Host=db.example;Port=6432;Database=plant;Username=mes@lyon;Password=p:w/d;SSL Mode=VerifyFull;Timeout=9;Search Path=floor");

        Assert.True(pairs.EquivalentTo(uri), uri.ConnectionString);
        Assert.Equal("p:w/d", uri.Password);
    }

    [Fact]
    public void The_tables_have_a_schema_of_their_own_unless_another_is_named()
    {
        Assert.Equal("shopfloortwin", Parse("Host=a").SearchPath);
        Assert.Equal("floor", PostgresConnectionString.Schema(Parse("Host=a;Search Path='\"floor\",public'")));
    }

    [Fact]
    public void What_is_given_wins_over_what_is_set_for_durability_and_waiting()
    {
        Assert.EndsWith("-c synchronous_commit=remote_apply", Parse("Host=a;Options=-c synchronous_commit=remote_apply").Options, StringComparison.Ordinal);
        Assert.Equal(77, Parse("Host=a;Command Timeout=77").CommandTimeout);
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("")]
    [InlineData("Host=a;Pasword=hunter2")]
    [InlineData("Host=a;Port=hunter2")]
    [InlineData("Username=a;Password=hunter2")]
    [InlineData("Host=a;SSL Mode=hunter2")]
    [InlineData("hunter2=;;==")]
    [InlineData("postgres://")]
    [InlineData("postgres://a:hunter2@/db")]
    [InlineData("postgres://a@b/db?hunter=2&pasword=hunter2")]
    public async Task A_wrong_value_names_the_setting_and_repeats_no_secret(string store)
    {
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(async () => await OpenAsync(store));

        Assert.Contains("Twin:Store", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.ToString().Replace("unknown key hunter2", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_out_of_reach_is_unavailable_and_named_without_the_password()
    {
        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await OpenAsync("postgres://twin:hunter2@127.0.0.1:1/plant"));

        Assert.Contains("127.0.0.1:1/plant", unavailable.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", unavailable.ToString(), StringComparison.Ordinal);
    }
}
