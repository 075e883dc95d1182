using System.Globalization;
using Xunit.Sdk;

namespace ShopFloorTwin.Silo.Tests.Odoo;

/// <summary>The silo dies by SIGKILL while it writes, and is started again: nothing is lost, nothing is there twice.</summary>
public sealed class KilledSiloTests
{
    /// <summary>How many kills; a few when it is not set.</summary>
    private const string KillsVariable = "TWIN_TEST_SILO_KILLS";
    private const int FewKills = 12;

    [Fact]
    public async Task Killed_at_any_moment_the_silo_writes_each_approved_decision_once()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), CultureInfo.InvariantCulture, out var wanted) ? wanted : FewKills;
        await using var plant = await KilledSilo.StartAsync();
        for (var seed = 1; seed <= kills; seed++)
        {
            try
            {
                await plant.LifeAsync(seed);
            }
            catch (Exception failure) when (failure is XunitException or InvalidOperationException)
            {
                throw new InvalidOperationException($"the life of seed {seed}", failure);
            }
        }
        await plant.LastLifeAsync();

        Assert.Equal(kills * KilledSilo.WishesPerLife, plant.Wishes.Count);
        Assert.All(plant.Wishes, wish => Assert.Equal((wish.Subject, 1), (wish.Subject, plant.InOdoo(wish))));
        var words = await plant.WordsAsync();
        Assert.All(plant.Wishes, wish => Assert.Equal((wish.Subject, "approved confirmed proposed queued"), (wish.Subject, string.Join(' ', words[wish.Subject].Where(word => word != "written").Order(StringComparer.Ordinal)))));
        Assert.Equal(0, plant.RecordsBeyondTheWished());
    }
}
