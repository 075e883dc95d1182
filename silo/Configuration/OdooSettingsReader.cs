using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Silo.Odoo;

namespace ShopFloorTwin.Silo.Configuration;

/// <summary>Reads and checks the configured Odoo instances.</summary>
internal sealed class OdooSettingsReader(IConfiguration configuration, TwinSettingsReader values)
{
    private const double RateMin = 0.1;
    private const double RateMax = 1_000;
    private const double LeaseSeconds = 30;

    /// <exception cref="ConfigurationFault">The first wrong value.</exception>
    public IReadOnlyList<OdooSettings> All()
    {
        var all = configuration.GetSection("Odoo").GetChildren().Select(Instance).ToList();
        var twice = all.SelectMany(odoo => odoo.Sites.Select(site => (odoo.Instance, site.Site)))
            .GroupBy(site => site.Site, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? all : throw new ConfigurationFault($"Odoo:{twice.Last().Instance}:Site", $"'{twice.Key}' is the site of {twice.First().Instance} too: a site has one Odoo");
    }

    private OdooSettings Instance(IConfigurationSection section)
    {
        var path = section.Path;
        var protocol = values.Choice($"{path}:Protocol", OdooProtocol.Json2);
        var connection = new OdooConnection
        {
            Instance = section.Key,
            Url = Url($"{path}:Url"),
            Database = values.Text($"{path}:Database") ?? Needless(protocol, $"{path}:Database", "the database's name, as Odoo's login page or 'odoo -d' has it"),
            User = values.Text($"{path}:User") ?? Needless(protocol, $"{path}:User", "the login of the key's user"),
            Protocol = protocol,
            RatePerSecond = values.Number($"{path}:RatePerSecond", OdooConnection.DefaultRatePerSecond, RateMin, RateMax),
        };
        return new OdooSettings(connection, Keys(path), Sites(section)) { Rhythm = Rhythm(path), Quiet = Quiet(path), Lease = TimeSpan.FromSeconds(values.Number($"{path}:LeaseSeconds", LeaseSeconds, 1, 600)) };
    }

    private OdooRhythm Rhythm(string path)
    {
        var usual = new OdooRhythm();
        return usual with
        {
            Changes = TimeSpan.FromSeconds(values.Number($"{path}:PollSeconds", usual.Changes.TotalSeconds, 1, 3_600)),
            Reconcile = TimeSpan.FromMinutes(values.Number($"{path}:ReconcileMinutes", usual.Reconcile.TotalMinutes, 1, 1_440)),
        };
    }

    /// <summary>As <c>22:00-05:30</c>, in the zone of the instance's site.</summary>
    private QuietHours? Quiet(string path)
    {
        if (values.Text($"{path}:QuietHours") is not { } text)
            return null;
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        var zone = values.Text($"{path}:TimeZone") is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc;
        return parts.Length == 2 && TimeOnly.TryParseExact(parts[0], "HH:mm", out var from) && TimeOnly.TryParseExact(parts[1], "HH:mm", out var to) && from != to
            ? new QuietHours(from, to, zone)
            : throw new ConfigurationFault($"{path}:QuietHours", $"'{text}' does not fit: write two times of the day, as 22:00-05:30");
    }

    private Uri Url(string key)
    {
        const string Mend = "write it as https://erp.example";
        if (values.Text(key) is not { } text)
            throw new ConfigurationFault(key, $"is missing: {Mend}");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new ConfigurationFault(key, $"'{text}' is not an address: {Mend}");
        if (url.UserInfo.Length > 0)
            throw new ConfigurationFault(key, $"holds a name or a password: {Mend}, and the key in ApiKey");
        return url.Query.Length == 0 && url.Fragment.Length == 0 && url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() is not ("web" or "odoo" or "json" or "jsonrpc" or "login")
            ? url
            : throw new ConfigurationFault(key, $"'{text}' is a page of Odoo: {Mend}, without what comes behind");
    }

    /// <summary>JSON-2 knows both from the key and the server; JSON-RPC does not.</summary>
    private static string? Needless(OdooProtocol protocol, string key, string what) =>
        protocol == OdooProtocol.Json2 ? null : throw new ConfigurationFault(key, $"is missing: jsonrpc wants {what}");

    private IReadOnlyList<OdooKeySource> Keys(string path)
    {
        var keys = ((string[])[$"{path}:ApiKey", $"{path}:ApiKey2"]).Select(Key).OfType<OdooKeySource>().ToList();
        return keys.Count > 0 ? keys : throw new ConfigurationFault(
            $"{path}:ApiKey", "is missing: make a key in Odoo (the user's preferences, Account security) and name its file in ApiKeyFile");
    }

    /// <summary>The file is read once here, so that one that is not there stops the start.</summary>
    private OdooKeySource? Key(string key) => values.SecretOf(key) is null ? null
        : values.Text(key + "File") is { } file ? new OdooKeySource(null, Path.GetFullPath(file)) { Name = key + "File" }
        : new OdooKeySource(values.Text(key), null) { Name = key };

    private IReadOnlyList<OdooSiteOptions> Sites(IConfigurationSection section)
    {
        var several = section.GetSection("Sites").GetChildren().ToList();
        if (several.Count == 0)
            return [Site(section.Path, values.Text($"{section.Path}:Site") ?? section.Key, $"{section.Path}:Site")];
        return values.Text($"{section.Path}:Site") is null
            ? [.. several.Select(site => Site(site.Path, site.Key, site.Path))]
            : throw new ConfigurationFault($"{section.Path}:Site", $"is given beside Sites: keep {section.Path}:Site for one site, or {section.Path}:Sites for several");
    }

    private OdooSiteOptions Site(string path, string site, string key) => new()
    {
        Site = Ids.IsValidSite(site) ? site : throw new ConfigurationFault(key, $"'{site}' is no site's id: write letters, digits, '.', '_' or '-', a letter or digit first"),
        Company = values.Text($"{path}:Company"),
        Warehouses = List($"{path}:Warehouses"),
        HoldLocations = List($"{path}:HoldLocations"),
        HoldLots = List($"{path}:HoldLots"),
        TimeZone = Zone($"{path}:TimeZone"),
    };

    private string? Zone(string key) => values.Text(key) is not { } zone || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
        ? values.Text(key)
        : throw new ConfigurationFault(key, $"'{zone}' is no time zone: write its IANA name, such as Europe/Paris");

    private string[] List(string key) => values.Text(key)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
