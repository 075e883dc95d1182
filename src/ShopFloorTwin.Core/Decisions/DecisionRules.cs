using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>
/// What a site's decisions are made by: settings of each rule, and the version they carry. Declarative; every decision names the
/// version and the fingerprint of the rules it was made by.
/// </summary>
public sealed record DecisionRules
{
    /// <summary>Rule name of what a person proposes.</summary>
    public const string Manual = "manual";

    private readonly Lazy<string> _label;

    public DecisionRules() => _label = new Lazy<string>(Fingerprint);

    private DecisionRules(DecisionRules other)
    {
        (Version, Rules, FourEyes) = (other.Version, other.Rules, other.FourEyes);
        _label = new Lazy<string>(Fingerprint);
    }

    public static DecisionRules Default { get; } = new();

    /// <summary>As the operator names it.</summary>
    public string Version { get; init; } = "1";

    /// <summary>By rule name; those of <see cref="RuleSettings.Defaults"/> that are left out hold as they stand there.</summary>
    public IReadOnlyDictionary<string, RuleSettings> Rules { get; init; } = RuleSettings.Defaults;

    /// <summary>Who proposes one of these may not approve it: another person must. Not of the fingerprint, for no rule goes by it.</summary>
    public IReadOnlySet<ActionKind> FourEyes { get; init; } = FrozenSet<ActionKind>.Empty;

    /// <summary>Version and fingerprint, as <c>1+9f86d081</c>: another one whenever a setting differs.</summary>
    public string Label => _label.Value;

    /// <summary>The proposal as a person makes it here: with who they are, and whether somebody else must approve it.</summary>
    public DecisionProposal ProposedBy(string? person, DecisionProposal proposal) =>
        proposal with { By = person, FourEyes = person is not null && proposal.Actions.Any(action => FourEyes.Contains(action.Kind)) };

    public RuleSettings this[string rule] => Rules.GetValueOrDefault(rule) ?? RuleSettings.Defaults[rule];

    private string Fingerprint()
    {
        var canonical = JsonSerializer.SerializeToUtf8Bytes(RuleSettings.Names.ToDictionary(name => name, name => this[name]), DecisionJson.Options);
        return $"{Version}+{Convert.ToHexStringLower(SHA256.HashData(canonical))[..8]}";
    }
}
