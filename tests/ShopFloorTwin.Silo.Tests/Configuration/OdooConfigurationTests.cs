using Microsoft.Extensions.Configuration;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Silo.Configuration;

namespace ShopFloorTwin.Silo.Tests.Configuration;

public sealed class OdooConfigurationTests
{
    private static readonly (string Key, string Value)[] Least = [("Odoo:main:Url", "https://erp.example"), ("Odoo:main:ApiKey", "geheim")];

    private static TwinSettings Read(params IEnumerable<(string Key, string Value)> values) =>
        new TwinSettingsReader(new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)))
            .Build()).Read();

    private static string Fault(params IEnumerable<(string Key, string Value)> values) => Assert.Throws<ConfigurationFault>(() => Read(values)).Message;

    [Fact]
    public void An_address_and_a_key_are_enough_for_a_server_with_one_database()
    {
        var odoo = Assert.Single(Read(Least).Odoo);

        Assert.Equal(("main", "https://erp.example/", null, null), (odoo.Instance, odoo.Connection.Url.AbsoluteUri, odoo.Connection.Database, odoo.Connection.User));
        Assert.Equal((OdooProtocol.Json2, 10.0), (odoo.Connection.Protocol, odoo.Connection.RatePerSecond));
        Assert.Equal("main", Assert.Single(odoo.Sites).Site);
    }

    [Fact]
    public void One_odoo_may_be_one_site_with_its_warehouses_and_holds()
    {
        var odoo = Assert.Single(Read([.. Least, ("Odoo:main:Site", "lyon"), ("Odoo:main:Company", "Rig GmbH"), ("Odoo:main:Warehouses", "WH, WH2"), ("Odoo:main:HoldLocations", "WH/Stock/Quarantine"), ("Odoo:main:TimeZone", "Europe/Paris")]).Odoo);

        var site = Assert.Single(odoo.Sites);
        Assert.Equal(("lyon", "Rig GmbH", "Europe/Paris"), (site.Site, site.Company, site.TimeZone));
        Assert.Equal(["WH", "WH2"], site.Warehouses);
        Assert.Equal(["WH/Stock/Quarantine"], site.HoldLocations);
    }

    [Fact]
    public void One_odoo_may_be_several_sites_by_company_and_warehouse()
    {
        var odoo = Assert.Single(Read([.. Least, ("Odoo:main:Sites:lyon:Company", "Lyon SA"), ("Odoo:main:Sites:graz:Company", "Graz AG"), ("Odoo:main:Sites:graz:Warehouses", "GR1")]).Odoo);

        Assert.Equal([("graz", "Graz AG", 1), ("lyon", "Lyon SA", 0)], odoo.Sites.Select(site => (site.Site, site.Company!, site.Warehouses.Count)));
    }

    [Fact]
    public void Two_keys_may_be_given_while_one_replaces_the_other()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "the-next-key\n");
            var odoo = Assert.Single(Read([.. Least, ("Odoo:main:ApiKey2File", file)]).Odoo);

            Assert.Equal(["geheim", "the-next-key"], new RotatingKeys(odoo.Keys).Current());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("Odoo:main:Url", "erp.example", "https://erp.example")]
    [InlineData("Odoo:main:Url", "https://erp.example/web/login", "without what comes behind")]
    [InlineData("Odoo:main:Url", "https://me:geheim2@erp.example", "the key in ApiKey")]
    [InlineData("Odoo:main:Protocol", "xmlrpc", "json2 or jsonrpc")]
    [InlineData("Odoo:main:RatePerSecond", "0", "from 0.1 to 1000")]
    [InlineData("Odoo:main:RatePerSecond", "fast", "from 0.1 to 1000")]
    [InlineData("Odoo:main:Site", "Lyon est", "letters, digits")]
    [InlineData("Odoo:main:TimeZone", "Paris", "Europe/Paris")]
    [InlineData("Odoo:main:ApiKey2File", "/nowhere/key", "cannot be read")]
    [InlineData("Odoo:main:ApiKy", "x", "nearest is Odoo:main:ApiKey")]
    [InlineData("Odoo:main:Sites:lyon:Warehuses", "x", "nearest is Odoo:main:Sites:lyon:Warehouses")]
    public void A_wrong_value_is_answered_with_its_key_and_the_mend_on_one_line(string key, string value, string mend)
    {
        var fault = Fault([.. Least.Where(pair => pair.Key != key), (key, value)]);

        Assert.StartsWith(key + ": ", fault);
        Assert.Contains(mend, fault);
        Assert.DoesNotContain('\n', fault);
        Assert.DoesNotContain("geheim", fault);
    }

    [Fact]
    public void What_is_missing_is_named_with_how_to_get_it()
    {
        Assert.StartsWith("Odoo:main:ApiKey: is missing: make a key in Odoo", Fault([Least[0]]));
        Assert.StartsWith("Odoo:main:Url: is missing", Fault([Least[1]]));
        Assert.StartsWith("Odoo:main:Database: is missing: jsonrpc wants", Fault([.. Least, ("Odoo:main:Protocol", "jsonrpc")]));
        Assert.StartsWith("Odoo:main:User: is missing: jsonrpc wants", Fault([.. Least, ("Odoo:main:Protocol", "jsonrpc"), ("Odoo:main:Database", "plant")]));
    }

    [Fact]
    public void A_site_has_one_odoo() => Assert.Contains("'main' is the site of main too", Fault([.. Least, ("Odoo:other:Url", "https://b.example"), ("Odoo:other:ApiKey", "k"), ("Odoo:other:Site", "main")]));

    [Fact]
    public void One_site_and_several_do_not_go_together() =>
        Assert.Contains("is given beside Sites", Fault([.. Least, ("Odoo:main:Site", "lyon"), ("Odoo:main:Sites:graz:Company", "Graz AG")]));
}
