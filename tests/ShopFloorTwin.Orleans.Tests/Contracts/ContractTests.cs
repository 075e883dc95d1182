namespace ShopFloorTwin.Orleans.Tests.Contracts;

public sealed class ContractTests
{
    [Fact]
    public void What_silos_of_neighbouring_versions_agree_on_is_as_frozen()
    {
        var frozen = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts", "contracts.txt")).ReplaceLineEndings("\n");
        var now = ContractText.Of(typeof(OrleansEngine).Assembly).ReplaceLineEndings("\n");

        // Adding an interface, a message or a field is fine: freeze it too. A new call gets an interface of its own, for a silo of the version before
        // cannot find it on one it knows. What is frozen is never changed or taken away while a version lives that uses it.
        Assert.True(frozen == now, $"contracts.txt should be:\n{now}");
        Assert.DoesNotContain("HAS NO", now, StringComparison.Ordinal);
    }
}
