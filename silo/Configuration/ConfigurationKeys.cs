namespace ShopFloorTwin.Silo.Configuration;

/// <summary>A configuration key of the product.</summary>
/// <param name="Name">With <c>{site}</c> where a site's id stands, <c>{rule}</c> where a decision rule's name does, and <c>{instance}</c> where an Odoo's.</param>
/// <param name="Default">In words, for the documentation.</param>
/// <param name="Meaning">One sentence.</param>
public sealed record ConfigurationKey(string Name, string Default, string Meaning);

/// <summary>Every key under <c>Twin:</c>, <c>Auth:</c> and <c>Odoo:</c>. One that is not here is a misspelling, and stops the start.</summary>
public static class ConfigurationKeys
{
    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        new("Twin:Data", "data", "Folder of the journal (SQLite) and of everything else the twin keeps; relative to the current directory."),
        new("Twin:Store", "sqlite", "`sqlite`, or a PostgreSQL connection string; the schema is created and migrated by the product."),
        new("Twin:StoreFile", "", "File that holds the value of `Twin:Store`, for connection strings with a password."),
        new("Twin:Engine", "embedded", "`embedded`, or `orleans` in a build made with `-p:Engine=Orleans`."),
        new("Twin:Cluster:Id", "shopfloortwin", "With `orleans`: name of the cluster. Silos of one name on one store are one cluster."),
        new("Twin:Cluster:Address", "127.0.0.1", "With `orleans`: IP address at which the other silos reach this one."),
        new("Twin:Cluster:SiloPort", "11111", "With `orleans`: port that the silos talk to each other on."),
        new("Twin:Cluster:Near", "", "With `orleans`: ids of the sites this silo is near to, with commas; it carries them while it is there."),
        new("Twin:Clock", "wall", "`wall`, or `journal`: now is the newest event's time, for replays."),
        new("Twin:Demo", "true while nothing else is there", "Serves the demonstration plant with a live simulated feed as site `demo`."),
        new("Twin:Decisions", "true where an Odoo or a rule is configured", "Looks after the sites' rules, and journals what they propose. Without it only people propose."),
        new("Twin:Forecast:Samples", "256", "Samples per forecast, 16 to 4096, rounded up to a multiple of 16."),
        new("Twin:Suggestions:IdleSeconds", "2", "Seconds behind each forecast in which suggestions are searched for while their site is idle, 0 to 60; 0: they are searched for when somebody asks."),
        new("Twin:SiteDefaults:Thresholds:Watch", "0.1", "Late probability from which an order is watched."),
        new("Twin:SiteDefaults:Thresholds:AtRisk", "0.3", "Late probability from which an order is at risk."),
        new("Twin:SiteDefaults:Thresholds:Late", "0.8", "Late probability from which an order counts as late."),
        new("Twin:SiteDefaults:Thresholds:Hysteresis", "0.05", "An order steps down only when its probability is this much below the threshold."),
        new("Twin:Sites:{site}:Thresholds:Watch", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Thresholds:AtRisk", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Thresholds:Late", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Thresholds:Hysteresis", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:SiteDefaults:FourEyes", "none", "What whoever proposed it may not approve: none, all, or kinds of action as `reschedule,replenish`."),
        new("Twin:SiteDefaults:Rules:Version", "1", "Name of the rules' version; every decision carries it with a fingerprint of the settings."),
        new("Twin:SiteDefaults:Rules:{rule}:Enabled", "true", "Whether the rule looks at all."),
        new("Twin:SiteDefaults:Rules:{rule}:Approval", "of the rule", "Role whose approval its decisions need, or `none`."),
        new("Twin:SiteDefaults:Rules:{rule}:LimitMinutes", "of the rule", "Minutes down, late or off the plan from which it matters."),
        new("Twin:SiteDefaults:Rules:{rule}:HoldMinutes", "of the rule", "Minutes it must have been so without a break before anything is proposed."),
        new("Twin:SiteDefaults:Rules:{rule}:ClearMinutes", "of the rule", "Minutes it must have been gone before the decision ends."),
        new("Twin:SiteDefaults:Rules:{rule}:UpdateMinutes", "of the rule", "Minutes between two revisions of a decision, at least."),
        new("Twin:SiteDefaults:Rules:{rule}:RepeatMinutes", "60", "Minutes after the end of a decision before another one of the same subject."),
        new("Twin:SiteDefaults:Rules:{rule}:MaxOpen", "of the rule", "Open decisions of the rule, at most; the worst come first."),
        new("Twin:SiteDefaults:Rules:{rule}:FoldAbove", "3", "More orders than this at risk for the same reason are one decision."),
        new("Twin:SiteDefaults:Rules:{rule}:Lane", "of the rule", "0 the most urgent, 2 the least: the lane its writes go in."),
        new("Twin:SiteDefaults:Rules:{rule}:User", "", "Login of the ERP's user who gets the rule's activities."),
        new("Twin:SiteDefaults:Rules:{rule}:Task", "", "Project that gets a task for each decision of the rule."),
        new("Twin:SiteDefaults:Rules:{rule}:Ticket", "", "Helpdesk team that gets a ticket for each decision of the rule."),
        new("Twin:Sites:{site}:FourEyes", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:Version", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:Enabled", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:Approval", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:LimitMinutes", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:HoldMinutes", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:ClearMinutes", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:UpdateMinutes", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:RepeatMinutes", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:MaxOpen", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:FoldAbove", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:Lane", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:User", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:Task", "of Twin:SiteDefaults", "The same, for one site."),
        new("Twin:Sites:{site}:Rules:{rule}:Ticket", "of Twin:SiteDefaults", "The same, for one site."),
        new("Auth:BootstrapKey", "made at the first start, printed once", "The first admin key, in place of a made one."),
        new("Auth:BootstrapKeyFile", "", "File that holds the value of `Auth:BootstrapKey`."),
        new("Odoo:{instance}:Url", "", "Address of the Odoo, such as `https://erp.example`."),
        new("Odoo:{instance}:Database", "", "Name of its database. May be left out with `json2` where the server has only one."),
        new("Odoo:{instance}:User", "", "Login of the key's user. May be left out with `json2`."),
        new("Odoo:{instance}:ApiKey", "", "The user's API key."),
        new("Odoo:{instance}:ApiKeyFile", "", "File that holds it; read again at every call, so a new key in it is used at once."),
        new("Odoo:{instance}:ApiKey2", "", "A second key, while one replaces the other: the one that is accepted is used."),
        new("Odoo:{instance}:ApiKey2File", "", "File that holds the second key."),
        new("Odoo:{instance}:Protocol", "json2", "`json2` (Odoo 19 and later), or `jsonrpc` (16 to 19)."),
        new("Odoo:{instance}:RatePerSecond", "10", "Calls a second, reads and writes together, 0.1 to 1000."),
        new("Odoo:{instance}:PollSeconds", "15", "Between two looks at what changed, 1 to 3600."),
        new("Odoo:{instance}:ReconcileMinutes", "60", "Between two comparisons of what is there with what the twin knows, 1 to 1440."),
        new("Odoo:{instance}:LeaseSeconds", "30", "How long a writer that died keeps the next one waiting, 1 to 600. Not less than Odoo may need for one call: 22 s, unless it is configured otherwise."),
        new("Odoo:{instance}:QuietHours", "none", "Hours in which only the most urgent decisions are written, as `22:00-05:30`, in `Odoo:{instance}:TimeZone` or else UTC."),
        new("Odoo:{instance}:Site", "the instance's name", "Id of the site this Odoo is, where it is one."),
        new("Odoo:{instance}:Company", "the one the user sees", "Name of the site's company."),
        new("Odoo:{instance}:Warehouses", "all of the company", "Codes of the site's warehouses, with commas."),
        new("Odoo:{instance}:HoldLocations", "", "Complete names of locations whose stock is on hold, with commas."),
        new("Odoo:{instance}:HoldLots", "", "Names of lots that are on hold, with commas."),
        new("Odoo:{instance}:TimeZone", "of its calendars", "IANA time zone of the site."),
        new("Odoo:{instance}:Sites:{site}:Company", "the one the user sees", "The same, where one Odoo is several sites: each by its company, its warehouses, or both."),
        new("Odoo:{instance}:Sites:{site}:Warehouses", "all of the company", "The same, for one site of several."),
        new("Odoo:{instance}:Sites:{site}:HoldLocations", "", "The same, for one site of several."),
        new("Odoo:{instance}:Sites:{site}:HoldLots", "", "The same, for one site of several."),
        new("Odoo:{instance}:Sites:{site}:TimeZone", "of its calendars", "The same, for one site of several."),
    ];

    /// <summary>Sections whose keys belong to the framework or to another part, and are not checked here.</summary>
    private static readonly string[] OtherSections = ["Logging", "Kestrel"];

    /// <summary>Sections of which every key is known.</summary>
    private static readonly string[] OwnSections = ["Twin", "Auth", "Odoo"];

    /// <summary>Every first part of a key that the command line takes.</summary>
    public static IEnumerable<string> Sections => OtherSections.Concat(OwnSections);

    /// <summary>Stops at a key under one of them that the product does not know.</summary>
    /// <exception cref="ConfigurationFault">Names the key and the nearest known one.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var section in OwnSections)
        {
            foreach (var (key, value) in configuration.GetSection(section).AsEnumerable())
            {
                if (value is not null && !IsKnown(key))
                    throw new ConfigurationFault(key, $"is not a key of ShopFloorTwin; the nearest is {Nearest(key)}");
            }
        }
    }

    /// <summary>The known key with the fewest letters to change, with the ids of the given key filled in.</summary>
    public static string Nearest(string key)
    {
        var parts = key.Split(':');
        return All.Select(known => string.Join(':', known.Name.Split(':').Select((part, i) => part.StartsWith('{') && i < parts.Length ? parts[i] : part)))
            .MinBy(known => EditDistance.Between(key, known))!;
    }

    private static bool IsKnown(string key) => All.Any(known => Matches(known.Name.Split(':'), key.Split(':')));

    private static bool Matches(string[] pattern, string[] parts) =>
        pattern.Length == parts.Length
        && pattern.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
}
