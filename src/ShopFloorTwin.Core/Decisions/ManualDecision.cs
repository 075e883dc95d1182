using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>What a person wants done.</summary>
/// <param name="Subject">In the form of an event's subject: <c>order/MO-1</c>, <c>work-center/…</c>, <c>component/…</c>, <c>purchase-order/…</c>.</param>
/// <param name="Action">One of <see cref="ManualDecision.Actions"/>.</param>
/// <param name="Values">By name; which ones, the action says.</param>
/// <param name="Note">Why.</param>
/// <param name="By">Key of the person.</param>
public sealed record ManualWish(string Subject, ActionKind Action, IReadOnlyDictionary<string, string?> Values, string? Note, string By);

/// <summary>Turns what a person wants into a proposal, based on what the picture shows now. It still has to be approved, and where the site asks for four eyes by somebody else.</summary>
public static class ManualDecision
{
    /// <summary>Role that approves what was proposed by hand.</summary>
    internal const string Approver = "approver";

    /// <summary>What can be proposed by hand, with the values each takes.</summary>
    public static IReadOnlyDictionary<ActionKind, string[]> Actions { get; } = new Dictionary<ActionKind, string[]>
    {
        [ActionKind.Activity] = ["summary", "note", "deadline", "user"],
        [ActionKind.Note] = ["note"],
        [ActionKind.Reschedule] = ["plannedStart", "priority"],
        [ActionKind.MaintenanceRequest] = ["name", "description"],
        [ActionKind.Replenish] = ["quantity", "supplier", "needed"],
        [ActionKind.Task] = ["project", "name", "description"],
        [ActionKind.Ticket] = ["team", "name", "description"],
    };

    /// <exception cref="QueryException">The subject is not known, or the values do not fit the action.</exception>
    public static DecisionProposal Of(SitePicture picture, ManualWish wish, DecisionRules rules)
    {
        var subject = Events.Subject.Parse(wish.Subject);
        var known = subject.Kind switch
        {
            SubjectKinds.Order => picture.OrderIds.Find(subject.Entity) >= 0,
            SubjectKinds.WorkCenter => picture.WorkCenterIds.Find(subject.Entity) >= 0,
            SubjectKinds.Component => picture.ComponentIds.Find(subject.Entity) >= 0,
            SubjectKinds.PurchaseOrder => picture.Twins.Suppliers.Any(one => one.Lines.Any(line => line.PurchaseOrder == subject.Entity)),
            _ => false,
        };
        if (!known)
            throw new QueryException("subject", $"'{wish.Subject}' is nothing the twin knows.");
        if (!Actions.TryGetValue(wish.Action, out var names))
            throw new QueryException("action", "This cannot be proposed by hand.");
        foreach (var (name, value) in wish.Values)
        {
            if (!names.Contains(name) || value?.Length > Limits.TextChars)
                throw new QueryException("values", $"'{name}' is not a value of this action, or too long; it takes {string.Join(", ", names)}.");
        }
        var values = wish.Action == ActionKind.Reschedule
            ? Rescheduled(picture, subject, wish.Values)
            : [.. wish.Values.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => new ActionValue(pair.Key, pair.Value))];
        if (values.IsEmpty)
            throw new QueryException("values", $"Say at least one of {string.Join(", ", names)}.");
        var title = $"{subject.Entity}: {string.Join(", ", values.Select(value => $"{value.Name} {value.Value}"))}";
        return rules.ProposedBy(wish.By, new DecisionProposal
        {
            Rule = DecisionRules.Manual,
            RulesVersion = DecisionRules.Manual,
            Subject = wish.Subject,
            Revision = 1,
            Title = title.Length <= Limits.TextChars ? title : title[..Limits.TextChars],
            Text = wish.Note ?? "Proposed by hand.",
            Approval = Approver,
            Actions = [new DecisionAction { Kind = wish.Action, Target = wish.Subject, Values = values }],
        });
    }

    private static ImmutableArray<ActionValue> Rescheduled(SitePicture picture, Events.Subject subject, IReadOnlyDictionary<string, string?> wanted)
    {
        if (subject.Kind != SubjectKinds.Order)
            throw new QueryException("subject", "Only an order can be rescheduled.");
        var order = picture.Twins.Orders[picture.OrderIds.Find(subject.Entity)];
        var values = ImmutableArray.CreateBuilder<ActionValue>();
        if (wanted.GetValueOrDefault("plannedStart") is { } start)
        {
            if (!Instants.TryParse(Encoding.UTF8.GetBytes(start), out var at))
                throw new QueryException("values", $"'plannedStart' is a time with offset, as {Instants.Example}.");
            values.Add(new ActionValue("plannedStart", Instants.Format(at), order.PlannedStart is { } planned ? Instants.Format(planned) : null));
        }
        if (wanted.GetValueOrDefault("priority") is { } priority)
        {
            if (priority is not ['0' or '1'])
                throw new QueryException("values", "'priority' is 0 (normal) or 1 (urgent).");
            values.Add(new ActionValue("priority", priority, order.Priority.ToString(CultureInfo.InvariantCulture)));
        }
        return values.ToImmutable();
    }
}
