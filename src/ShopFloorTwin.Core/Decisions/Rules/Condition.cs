using System.Collections.Immutable;

namespace ShopFloorTwin.Core.Decisions.Rules;

/// <summary>Something a rule sees in a picture.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Subject">What it is about; with the rule its identity.</param>
/// <param name="Since">Since when it is so, where a twin remembers that.</param>
/// <param name="Severity">The larger the sooner.</param>
/// <param name="Draft">What would be proposed; made only when it is needed.</param>
internal sealed record Condition(string Rule, string Subject, DateTimeOffset? Since, double Severity, Func<Draft> Draft)
{
    public (string Rule, string Subject) Key => (Rule, Subject);
}

/// <summary>What a rule would have done.</summary>
internal sealed record Draft(string Title, string Text, string Signature, string? Event, ImmutableArray<DecisionAction> Actions)
{
    public static DecisionAction Activity(string target, string summary, string note, string deadline, string? user) => new()
    {
        Kind = ActionKind.Activity,
        Target = target,
        Values = [new("summary", summary), new("note", note), new("deadline", deadline), new("user", user)],
    };

    public static DecisionAction Of(ActionKind kind, string target, params ReadOnlySpan<ActionValue> values) =>
        new() { Kind = kind, Target = target, Values = [.. values] };
}
