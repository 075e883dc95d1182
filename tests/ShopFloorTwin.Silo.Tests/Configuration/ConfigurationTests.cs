using Microsoft.Extensions.Configuration;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Silo.Configuration;

namespace ShopFloorTwin.Silo.Tests.Configuration;

public sealed class ConfigurationTests
{
    private static TwinSettings Read(params (string Key, string Value)[] values) =>
        new TwinSettingsReader(new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)))
            .Build()).Read();

    private static string Fault(params (string Key, string Value)[] values) =>
        Assert.Throws<ConfigurationFault>(() => Read(values)).Message;

    [Fact]
    public void With_nothing_configured_everything_has_its_default()
    {
        var settings = Read();

        Assert.Equal(Path.GetFullPath("data"), settings.Data);
        Assert.Equal("sqlite", settings.Store);
        Assert.Null(settings.Demo);
        Assert.Equal(256, settings.Samples);
        Assert.Equal(0.8, settings.Thresholds.Late);
        Assert.Equal(["http://127.0.0.1:5080"], settings.Urls);
    }

    [Fact]
    public void A_misspelled_key_stops_the_start_and_names_the_nearest_one() =>
        Assert.Equal("Twin:Dta: is not a key of ShopFloorTwin; the nearest is Twin:Data", Fault(("Twin:Dta", "x")));

    [Fact]
    public void A_misspelled_key_of_a_site_is_answered_with_that_site_s_key() =>
        Assert.EndsWith("the nearest is Twin:Sites:lyon:Thresholds:Late", Fault(("Twin:Sites:lyon:Thresholds:Lat", "0.9")));

    [Fact]
    public void Rules_are_looked_after_where_somebody_set_one_or_there_is_an_ERP_to_write_to()
    {
        Assert.False(Read().Decides);
        Assert.True(Read(("Twin:Sites:lyon:Rules:shortage:Enabled", "true")).Decides);
        Assert.True(Read(("Odoo:main:Url", "http://127.0.0.1:8069"), ("Odoo:main:ApiKey", "0123456789abcdef")).Decides);
        Assert.False(Read(("Twin:SiteDefaults:Rules:shortage:Enabled", "true"), ("Twin:Decisions", "false")).Decides);
    }

    [Fact]
    public void A_misspelled_key_of_access_stops_the_start() =>
        Assert.StartsWith("Auth:BootstrapKy: ", Fault(("Auth:BootstrapKy", "x")));

    [Theory]
    [InlineData("Twin:Engine", "cluster", "embedded or orleans")]
    [InlineData("Twin:Clock", "utc", "wall or journal")]
    [InlineData("Twin:Demo", "maybe", "true or false")]
    [InlineData("Twin:Decisions", "maybe", "true or false")]
    [InlineData("Twin:Store", "mysql", "Host=")]
    [InlineData("Twin:Store", "password=geheim", "Host=")]
    [InlineData("Twin:Forecast:Samples", "many", "whole number from 16 to 4096")]
    [InlineData("Twin:Forecast:Samples", "4097", "whole number from 16 to 4096")]
    [InlineData("Twin:Forecast:Samples", "16.5", "whole number from 16 to 4096")]
    [InlineData("Twin:SiteDefaults:Thresholds:Late", "1.5", "from 0 to 1")]
    [InlineData("Twin:Sites:lyon:Thresholds:Late", "NaN", "from 0 to 1")]
    [InlineData("Twin:SiteDefaults:Rules:shortage:Approval", "boss", "none, or one of viewer")]
    [InlineData("Twin:Sites:lyon:Rules:shortage:MaxOpen", "-1", "from 0 to 1000")]
    [InlineData("Twin:SiteDefaults:FourEyes", "reschedule,fly", "none, all, or some of activity, note, reschedule")]
    [InlineData("Auth:BootstrapKey", "short", "at least 16 characters")]
    [InlineData("Auth:BootstrapKeyFile", "/nowhere/key", "cannot be read")]
    [InlineData("urls", "5080", "http://127.0.0.1:5080")]
    public void A_wrong_value_is_answered_with_its_key_and_the_mend_on_one_line(string key, string value, string mend)
    {
        var fault = Fault((key, value));

        Assert.StartsWith(key + ": ", fault);
        Assert.Contains(mend, fault);
        Assert.DoesNotContain('\n', fault);
        Assert.DoesNotContain("geheim", fault);
    }

    [Fact]
    public void Thresholds_that_do_not_rise_are_refused() =>
        Assert.Contains("must rise", Fault(("Twin:Sites:lyon:Thresholds:Watch", "0.5")));

    [Fact]
    public void A_site_takes_the_thresholds_it_does_not_set_from_the_site_defaults()
    {
        var settings = Read(("Twin:SiteDefaults:Thresholds:AtRisk", "0.4"), ("Twin:Sites:lyon:Thresholds:Late", "0.9"));

        Assert.Equal(0.4, settings.ThresholdsOf("lyon").AtRisk);
        Assert.Equal(0.9, settings.ThresholdsOf("lyon").Late);
        Assert.Equal(0.8, settings.ThresholdsOf("nantes").Late);
    }

    [Fact]
    public void A_site_takes_the_rules_it_does_not_set_from_the_site_defaults()
    {
        var settings = Read(
            ("Twin:SiteDefaults:Rules:WorkCenterDown:LimitMinutes", "15"), ("Twin:SiteDefaults:Rules:Version", "2026-11"),
            ("Twin:Sites:lyon:Rules:workCenterDown:Approval", "maintenance"), ("Twin:Sites:lyon:Rules:shortage:Approval", "none"));

        var lyon = settings.SiteRules["lyon"];
        Assert.Equal((15, "maintenance"), (lyon["workCenterDown"].LimitMinutes, lyon["workCenterDown"].Approval));
        Assert.Null(lyon["shortage"].Approval);
        Assert.Equal("approver", settings.Rules["shortage"].Approval);
        Assert.StartsWith("2026-11+", lyon.Label);
        Assert.NotEqual(settings.Rules.Label, lyon.Label);
    }

    [Fact]
    public void Four_eyes_are_asked_for_by_site_and_kind_and_not_at_all_where_nothing_is_said()
    {
        var settings = Read(("Twin:SiteDefaults:FourEyes", "reschedule, replenish"), ("Twin:Sites:lyon:FourEyes", "none"), ("Twin:Sites:ulm:FourEyes", "all"), ("Twin:Sites:ghent:Thresholds:Late", "0.9"));

        Assert.Empty(Read().Rules.FourEyes);
        Assert.Equal([ActionKind.Reschedule, ActionKind.Replenish], settings.Rules.FourEyes.Order());
        Assert.Empty(settings.SiteRules["lyon"].FourEyes);
        Assert.Equal(Enum.GetValues<ActionKind>(), settings.SiteRules["ulm"].FourEyes.Order());
        Assert.Equal(settings.Rules.FourEyes.Order(), settings.SiteRules["ghent"].FourEyes.Order());
        // It says who approves, and not that anything is looked after.
        Assert.False(settings.Decides);
    }

    [Fact]
    public void A_rule_that_is_not_known_stops_the_start_and_names_those_that_are() =>
        Assert.StartsWith("Twin:SiteDefaults:Rules:shortge: there is no rule 'shortge': write one of orderAtRisk", Fault(("Twin:SiteDefaults:Rules:shortge:Enabled", "true")));

    [Fact]
    public void A_secret_can_stand_in_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "Host=localhost;Database=twin;Password=geheim\n");

            Assert.Equal("Host=localhost;Database=twin;Password=geheim", Read(("Twin:StoreFile", file)).Store);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_secret_given_twice_is_refused() =>
        Assert.Contains("is given twice", Fault(("Twin:Store", "sqlite"), ("Twin:StoreFile", "x")));

    [Fact]
    public void An_Odoo_that_is_configured_is_seen() =>
        Assert.True(Read(("Odoo:main:Url", "https://odoo.example"), ("Odoo:main:ApiKey", "k")).HasOdoo);

    [Fact]
    public void Configuration_is_taken_out_of_the_command_line_in_both_forms()
    {
        var split = ConfigurationArguments.Split(["import", "--Twin:Data", "/tmp/x", "plant.json", "--Twin:Demo=false", "--urls", "http://localhost:1", "--json"]);

        Assert.Equal(["import", "plant.json", "--json"], split.Command);
        Assert.Equal(
            [new("Twin:Data", "/tmp/x"), new("Twin:Demo", "false"), new("urls", "http://localhost:1")],
            split.Values);
    }

    [Fact]
    public void Of_a_key_given_twice_on_the_command_line_the_last_one_wins() =>
        Assert.Equal("b", ConfigurationSources.Read([new("Twin:Data", "a"), new("twin:data", "b")])["Twin:Data"]);

    [Fact]
    public void A_key_without_a_value_is_refused() =>
        Assert.Contains("has no value", Assert.Throws<ConfigurationFault>(() => ConfigurationArguments.Split(["--Twin:Data"])).Message);

    [Fact]
    public void A_misspelled_section_on_the_command_line_is_refused() =>
        Assert.Contains("nearest is Twin:Data", Assert.Throws<ConfigurationFault>(() => ConfigurationArguments.Split(["--Twn:Data=x"])).Message);
}
