using System.Collections.Frozen;
using System.Text.Json;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Decisions;

namespace ShopFloorTwin.Silo.Configuration;

/// <summary>Reads the decision rules of the sites: what a site does not say, the site defaults say, and else the product.</summary>
internal sealed class RulesReader(IConfiguration configuration, TwinSettingsReader values)
{
    private const string NoApproval = "none";
    private const double MinutesMax = 525_600;

    /// <summary>A rule is configured, for all sites or for one.</summary>
    public bool AreConfigured => configuration.GetSection("Twin:Sites").GetChildren().Prepend(configuration.GetSection("Twin:SiteDefaults"))
        .Any(site => site.GetSection("Rules").Exists());

    public DecisionRules Defaults() => At("Twin:SiteDefaults", DecisionRules.Default);

    public IReadOnlyDictionary<string, DecisionRules> Sites(DecisionRules defaults) => configuration.GetSection("Twin:Sites").GetChildren()
        .ToDictionary(site => site.Key, site => At(site.Path, defaults), StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ConfigurationFault">A rule that is not known, or a value that does not fit.</exception>
    private DecisionRules At(string section, DecisionRules otherwise)
    {
        var rules = RuleSettings.Names.ToDictionary(name => name, name => otherwise[name]);
        foreach (var rule in configuration.GetSection($"{section}:Rules").GetChildren())
        {
            if (rule.Key.Equals("Version", StringComparison.OrdinalIgnoreCase))
                continue;
            var name = RuleSettings.Names.FirstOrDefault(known => known.Equals(rule.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new ConfigurationFault(rule.Path, $"there is no rule '{rule.Key}': write one of {string.Join(", ", RuleSettings.Names)}");
            rules[name] = Rule(rule.Path, rules[name]);
        }
        return new DecisionRules
        {
            Version = values.Text($"{section}:Rules:Version") ?? otherwise.Version, Rules = rules, FourEyes = FourEyes($"{section}:FourEyes", otherwise.FourEyes),
        };
    }

    private IReadOnlySet<ActionKind> FourEyes(string key, IReadOnlySet<ActionKind> otherwise)
    {
        var kinds = Enum.GetValues<ActionKind>().ToDictionary(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), StringComparer.OrdinalIgnoreCase);
        return values.Text(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) switch
        {
            null => otherwise,
            ["none"] => FrozenSet<ActionKind>.Empty,
            ["all"] => kinds.Values.ToFrozenSet(),
            var names => names.Select(name => kinds.TryGetValue(name, out var kind) ? kind
                : throw new ConfigurationFault(key, $"'{name}' is nothing that is decided: write none, all, or some of {string.Join(", ", kinds.Keys)}")).ToFrozenSet(),
        };
    }

    private RuleSettings Rule(string path, RuleSettings otherwise) => otherwise with
    {
        Enabled = values.Flag($"{path}:Enabled") ?? otherwise.Enabled,
        Approval = Approval($"{path}:Approval", otherwise.Approval),
        LimitMinutes = values.Number($"{path}:LimitMinutes", otherwise.LimitMinutes, 0, MinutesMax),
        HoldMinutes = values.Number($"{path}:HoldMinutes", otherwise.HoldMinutes, 0, MinutesMax),
        ClearMinutes = values.Number($"{path}:ClearMinutes", otherwise.ClearMinutes, 0, MinutesMax),
        UpdateMinutes = values.Number($"{path}:UpdateMinutes", otherwise.UpdateMinutes, 0, MinutesMax),
        RepeatMinutes = values.Number($"{path}:RepeatMinutes", otherwise.RepeatMinutes, 0, MinutesMax),
        MaxOpen = (int)values.Number($"{path}:MaxOpen", otherwise.MaxOpen, 0, Limits.OpenDecisionsPerRule, wholeOnly: true),
        FoldAbove = (int)values.Number($"{path}:FoldAbove", otherwise.FoldAbove, 1, Limits.PlantOrders, wholeOnly: true),
        Lane = (int)values.Number($"{path}:Lane", otherwise.Lane, 0, 2, wholeOnly: true),
        User = values.Text($"{path}:User") ?? otherwise.User,
        Task = values.Text($"{path}:Task") ?? otherwise.Task,
        Ticket = values.Text($"{path}:Ticket") ?? otherwise.Ticket,
    };

    private string? Approval(string key, string? otherwise) => values.Text(key) switch
    {
        null => otherwise,
        NoApproval => null,
        var role when Roles.All.Contains(role) => role,
        var text => throw new ConfigurationFault(key, $"'{text}' is no role: write {NoApproval}, or one of {string.Join(", ", Roles.All)}"),
    };
}
