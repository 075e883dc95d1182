using Orleans.Runtime;
using Orleans.Storage;

namespace ShopFloorTwin.Orleans.Tests.Schema;

/// <summary>What a grain may rely on when it writes its state, also while it is active twice for a moment.</summary>
public sealed class GrainStateTests : OrleansTablesTest
{
    const int Rounds = 50;

    static readonly GrainType Order = GrainType.Create("order");

    [Theory]
    [InlineData("text")]
    [InlineData("number")]
    [InlineData("number and text")]
    public async Task Of_two_first_writes_at_once_exactly_one_succeeds(string key)
    {
        var silos = new[] { await Tables.GrainStorageAsync(), await Tables.GrainStorageAsync() };
        for (var round = 0; round < Rounds; round++)
        {
            var grain = NewGrain(key);
            var states = new[] { State("from silo 0"), State("from silo 1") };

            var wins = await Task.WhenAll(silos.Select((silo, i) => Task.Run(() => WritesAsync(silo, grain, states[i]))));

            Assert.Single(wins, true);
            var winner = states[Array.IndexOf(wins, true)];
            var kept = await ReadAsync(silos[0], grain);
            Assert.Equal((Text(winner), winner.ETag), (Text(kept), kept.ETag));
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("number")]
    public async Task Of_two_later_writes_at_once_exactly_one_succeeds(string key)
    {
        var silos = new[] { await Tables.GrainStorageAsync(), await Tables.GrainStorageAsync() };
        var grain = NewGrain(key);
        await silos[0].WriteStateAsync("Order", grain, State("first"));
        for (var round = 0; round < Rounds; round++)
        {
            var states = new[] { await ReadAsync(silos[0], grain), await ReadAsync(silos[1], grain) };
            states[0].State = new() { Text = $"{round} from silo 0" };
            states[1].State = new() { Text = $"{round} from silo 1" };

            var wins = await Task.WhenAll(silos.Select((silo, i) => Task.Run(() => WritesAsync(silo, grain, states[i]))));

            Assert.Single(wins, true);
            Assert.Equal(Text(states[Array.IndexOf(wins, true)]), Text(await ReadAsync(silos[0], grain)));
        }
    }

    [Fact]
    public async Task A_state_never_written_is_not_there()
    {
        var state = await ReadAsync(await Tables.GrainStorageAsync(), NewGrain("text"));

        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
    }

    [Fact]
    public async Task A_write_based_on_an_outdated_version_is_refused_and_changes_nothing()
    {
        var storage = await Tables.GrainStorageAsync();
        var grain = NewGrain("text");
        await storage.WriteStateAsync("Order", grain, State("first"));
        var outdated = await ReadAsync(storage, grain);
        var current = await ReadAsync(storage, grain);
        current.State = new() { Text = "second" };
        await storage.WriteStateAsync("Order", grain, current);

        outdated.State = new() { Text = "too late" };
        Assert.False(await WritesAsync(storage, grain, outdated));

        Assert.Equal("second", Text(await ReadAsync(storage, grain)));
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_who_has_not_heard_of_it_is_told()
    {
        var storage = await Tables.GrainStorageAsync();
        var grain = NewGrain("text");
        await storage.WriteStateAsync("Order", grain, State("first"));
        var unaware = await ReadAsync(storage, grain);
        var clearing = await ReadAsync(storage, grain);

        await storage.ClearStateAsync("Order", grain, clearing);

        Assert.False((await ReadAsync(storage, grain)).RecordExists);
        Assert.False(await WritesAsync(storage, grain, unaware));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("Order", grain, unaware));
        Assert.False(await WritesAsync(storage, grain, State("a first write")));
        clearing.State = new() { Text = "anew" };
        await storage.WriteStateAsync("Order", grain, clearing);
        Assert.Equal("anew", Text(await ReadAsync(storage, grain)));
    }

    [Fact]
    public async Task A_deleted_state_made_anew_is_not_overwritten_by_who_knew_the_old_one()
    {
        var storage = await Tables.GrainStorageAsync(o => o.DeleteStateOnClear = true);
        var grain = NewGrain("number");
        await storage.WriteStateAsync("Order", grain, State("old"));
        var unaware = await ReadAsync(storage, grain);
        await storage.ClearStateAsync("Order", grain, await ReadAsync(storage, grain));

        Assert.False(await WritesAsync(storage, grain, unaware));
        Assert.Null((await ReadAsync(storage, grain)).ETag);
        await storage.WriteStateAsync("Order", grain, State("anew"));
        Assert.False(await WritesAsync(storage, grain, unaware));

        Assert.Equal("anew", Text(await ReadAsync(storage, grain)));
    }

    [Fact]
    public async Task Grains_of_one_hash_keep_their_own_states()
    {
        var storage = await Tables.GrainStorageAsync(o => o.HashPicker = new SameHash());
        var name = $"{Guid.NewGuid():n}";
        var grains = new[]
        {
            GrainId.Create(Order, IdSpan.Create(name)), GrainId.Create(Order, IdSpan.Create(name + "x")),
            GrainId.Create(Order, GrainIdKeyExtensions.CreateIntegerKey(7)), GrainId.Create(Order, GrainIdKeyExtensions.CreateIntegerKey(7, name)),
            GrainId.Create(Order, GrainIdKeyExtensions.CreateGuidKey(Guid.NewGuid())),
        };
        foreach (var grain in grains)
        {
            await storage.WriteStateAsync("Order", grain, State($"order {grain}"));
            await storage.WriteStateAsync("WorkCenter", grain, State($"work center {grain}"));
        }
        foreach (var grain in grains)
        {
            Assert.Equal($"order {grain}", Text(await ReadAsync(storage, grain)));
            Assert.Equal($"work center {grain}", Text(await ReadAsync(storage, grain, "WorkCenter")));
        }
    }

    static GrainId NewGrain(string key)
    {
        var name = Guid.NewGuid();
        return key switch
        {
            "text" => GrainId.Create(Order, IdSpan.Create($"lyon/{name:n}")),
            "number" => GrainId.Create(Order, GrainIdKeyExtensions.CreateIntegerKey(BitConverter.ToInt64(name.ToByteArray()))),
            _ => GrainId.Create(Order, GrainIdKeyExtensions.CreateIntegerKey(1, $"lyon/{name:n}")),
        };
    }

    static GrainState<Note> State(string text) => new() { State = new() { Text = text } };

    static string? Text(GrainState<Note> state) => state.State?.Text;

    static async Task<GrainState<Note>> ReadAsync(IGrainStorage storage, GrainId grain, string type = "Order")
    {
        var state = new GrainState<Note> { State = new() };
        await storage.ReadStateAsync(type, grain, state);
        return state;
    }

    static async Task<bool> WritesAsync(IGrainStorage storage, GrainId grain, GrainState<Note> state)
    {
        try
        {
            await storage.WriteStateAsync("Order", grain, state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    /// <summary>A grain's state.</summary>
    public sealed class Note
    {
        public string Text { get; set; } = "";
    }

    sealed class SameHash : IStorageHasherPicker, IHasher
    {
        public ICollection<IHasher> HashProviders => [this];

        public string Description => "one hash for all";

        public int Hash(byte[] data) => 7;

        public IHasher PickHasher<T>(string serviceId, string storageProviderInstanceName, string grainType, GrainId grainId, IGrainState<T> grainState, string? tag = null) => this;
    }
}
