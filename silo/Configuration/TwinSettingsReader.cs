using System.Data.Common;
using System.Globalization;
using System.Net;
using ShopFloorTwin.Api;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Silo.Configuration;

/// <summary>Reads and checks the whole configuration at once, before anything is opened.</summary>
public sealed class TwinSettingsReader(IConfiguration configuration)
{
    private const string Sqlite = "sqlite";

    /// <exception cref="ConfigurationFault">The first wrong key or value.</exception>
    public TwinSettings Read()
    {
        ConfigurationKeys.Check(configuration);
        var defaults = ThresholdsAt("Twin:SiteDefaults", RiskThresholds.Default);
        var rules = new RulesReader(configuration, this);
        var defaultRules = rules.Defaults();
        var odoo = new OdooSettingsReader(configuration, this).All();
        return new TwinSettings
        {
            Data = DataFolder(),
            Store = Store(),
            Engine = Engine(),
            Place = Place(),
            Clock = Choice("Twin:Clock", EngineClock.Wall),
            Demo = Flag("Twin:Demo"),
            Decides = Flag("Twin:Decisions") ?? (odoo.Count > 0 || rules.AreConfigured),
            Samples = (int)Number("Twin:Forecast:Samples", 256, 16, 4096, wholeOnly: true),
            IdleSuggestions = TimeSpan.FromSeconds(Number("Twin:Suggestions:IdleSeconds", 2, 0, 60)),
            Thresholds = defaults,
            SiteThresholds = configuration.GetSection("Twin:Sites").GetChildren()
                .ToDictionary(site => site.Key, site => ThresholdsAt(site.Path, defaults), StringComparer.OrdinalIgnoreCase),
            Rules = defaultRules,
            SiteRules = rules.Sites(defaultRules),
            Odoo = odoo,
            BootstrapKey = BootstrapKey(),
            Urls = Urls(),
        };
    }

    private EngineKind Engine()
    {
        var engine = Choice("Twin:Engine", EngineKind.Embedded);
        return engine == EngineKind.Orleans && Store() == Sqlite
            ? throw new ConfigurationFault("Twin:Store", "with Twin:Engine=orleans the store is shared by the silos: write a PostgreSQL connection string such as 'Host=localhost;Database=twin;Username=twin'")
            : engine;
    }

    private SiloPlace Place() => new(
        Text("Twin:Cluster:Id") ?? "shopfloortwin",
        Text("Twin:Cluster:Address") is not { } address ? IPAddress.Loopback
            : IPAddress.TryParse(address, out var parsed) && !parsed.Equals(IPAddress.Any) && !parsed.Equals(IPAddress.IPv6Any) ? parsed
            : throw new ConfigurationFault("Twin:Cluster:Address", $"'{address}' is no address that others can reach: write this silo's IP address, as 10.0.0.11"),
        (int)Number("Twin:Cluster:SiloPort", 11_111, 1, 65_535, wholeOnly: true),
        Text("Twin:Cluster:Near")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []);

    private string DataFolder()
    {
        var folder = Text("Twin:Data") ?? "data";
        try
        {
            var full = Path.GetFullPath(folder);
            return File.Exists(full) ? throw new ConfigurationFault("Twin:Data", $"'{folder}' is a file: name a folder") : full;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new ConfigurationFault("Twin:Data", $"'{folder}' is not a path: name a folder");
        }
    }

    /// <summary>The value is never repeated: it may hold a password.</summary>
    private string Store()
    {
        var store = SecretOf("Twin:Store") ?? Sqlite;
        return store.Equals(Sqlite, StringComparison.OrdinalIgnoreCase) ? Sqlite
            : IsPostgres(store) ? store
            : throw new ConfigurationFault("Twin:Store", "write 'sqlite', or a PostgreSQL connection string such as 'Host=localhost;Database=twin;Username=twin'");
    }

    private static bool IsPostgres(string store)
    {
        if (store.StartsWith("postgres://", StringComparison.Ordinal) || store.StartsWith("postgresql://", StringComparison.Ordinal))
            return true;
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = store };
            return parts.ContainsKey("Host") || parts.ContainsKey("Server");
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private RiskThresholds ThresholdsAt(string section, RiskThresholds otherwise)
    {
        var thresholds = new RiskThresholds(
            Number($"{section}:Thresholds:Watch", otherwise.Watch, 0, 1),
            Number($"{section}:Thresholds:AtRisk", otherwise.AtRisk, 0, 1),
            Number($"{section}:Thresholds:Late", otherwise.Late, 0, 1),
            Number($"{section}:Thresholds:Hysteresis", otherwise.Hysteresis, 0, 1));
        return thresholds.Watch <= thresholds.AtRisk && thresholds.AtRisk <= thresholds.Late
            ? thresholds
            : throw new ConfigurationFault($"{section}:Thresholds", "must rise: Watch, then AtRisk, then Late");
    }

    private string? BootstrapKey()
    {
        var key = SecretOf("Auth:BootstrapKey");
        return key is null or { Length: >= ApiOptions.BootstrapKeyCharsMin }
            ? key
            : throw new ConfigurationFault("Auth:BootstrapKey", $"is too short: give at least {ApiOptions.BootstrapKeyCharsMin} characters, such as the output of 'openssl rand -hex 32'");
    }

    private List<string>? Urls()
    {
        if (Text("urls") is not { } urls)
            return Text("http_ports") is not null || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any() ? null : [TwinSettings.DefaultUrl];
        var list = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        foreach (var url in list)
        {
            // Kestrel also takes * and + for the host, which no Uri does.
            var plain = url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);
            if (!Uri.TryCreate(plain, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                throw new ConfigurationFault("urls", $"'{url}' is not an address: write it as {TwinSettings.DefaultUrl}");
        }
        return list;
    }

    /// <summary>The value, or the content of the file the key with <c>File</c> behind it names.</summary>
    internal string? SecretOf(string key)
    {
        if (Text(key + "File") is not { } file)
            return Text(key);
        if (Text(key) is not null)
            throw new ConfigurationFault(key, $"is given twice: keep {key} or {key}File");
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } secret ? secret : throw new ConfigurationFault(key + "File", $"'{file}' is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationFault(key + "File", $"'{file}' cannot be read: {e.Message}");
        }
    }

    internal TEnum Choice<TEnum>(string key, TEnum otherwise) where TEnum : struct, Enum
    {
        if (Text(key) is not { } text)
            return otherwise;
        var names = Enum.GetNames<TEnum>();
        return names.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<TEnum>(text, ignoreCase: true)
            : throw new ConfigurationFault(key, $"'{text}' is not one of its values: write {string.Join(" or ", names.Select(name => name.ToLowerInvariant()))}");
    }

    internal bool? Flag(string key) => Text(key) switch
    {
        null => null,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw new ConfigurationFault(key, $"'{text}' is not one of its values: write true or false"),
    };

    internal double Number(string key, double otherwise, double min, double max, bool wholeOnly = false)
    {
        if (Text(key) is not { } text)
            return otherwise;
        var fits = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max && (!wholeOnly || Math.Floor(number) == number);
        return fits ? number : throw new ConfigurationFault(key, $"'{text}' does not fit: write a {(wholeOnly ? "whole " : "")}number from {min} to {max}");
    }

    internal string? Text(string key) => configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
