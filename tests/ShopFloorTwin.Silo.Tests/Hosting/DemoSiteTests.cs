using Microsoft.Extensions.Configuration;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Hosting;

namespace ShopFloorTwin.Silo.Tests.Hosting;

public sealed class DemoSiteTests
{
    private static bool IsWanted(string[] sites, params KeyValuePair<string, string?>[] values) =>
        DemoSite.IsWanted(new TwinSettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).Read(), sites);

    [Fact]
    public void The_demonstration_is_there_while_nothing_else_is()
    {
        Assert.True(IsWanted([]));
        Assert.True(IsWanted(["demo"]));
    }

    [Fact]
    public void A_site_of_one_s_own_in_the_journal_or_the_configuration_ends_it()
    {
        Assert.False(IsWanted(["demo", "lyon"]));
        Assert.False(IsWanted([], new KeyValuePair<string, string?>("Twin:Sites:lyon:Thresholds:Late", "0.9")));
        Assert.False(IsWanted([], new KeyValuePair<string, string?>("Odoo:main:Url", "https://odoo.example"), new KeyValuePair<string, string?>("Odoo:main:ApiKey", "k")));
    }

    [Fact]
    public void What_is_configured_wins()
    {
        Assert.False(IsWanted([], new KeyValuePair<string, string?>("Twin:Demo", "false")));
        Assert.True(IsWanted(["lyon"], new KeyValuePair<string, string?>("Twin:Demo", "true")));
    }
}
