using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>The scenario whose edits are to become decisions.</summary>
/// <param name="Id">Of the scenario.</param>
/// <param name="Name">In its owner's words.</param>
/// <param name="Note">Why.</param>
/// <param name="By">Key of whoever commits it.</param>
public sealed record ScenarioName(string Id, string Name, string? Note, string By);

/// <summary>A decision that edits come to.</summary>
/// <param name="Id">The same for the same scenario and subject.</param>
/// <param name="Proposal">As one by hand.</param>
/// <param name="Paths">Of its edits.</param>
public sealed record EditDecision(string Id, DecisionProposal Proposal, IReadOnlyList<string> Paths);

/// <summary>The decisions edits come to, or why they cannot be proposed: then none is.</summary>
public sealed record EditDecisionResult(IReadOnlyList<EditDecision> Decisions, IReadOnlyList<PlantProblem> Problems);

/// <summary>
/// Turns edits into decisions, one for each entity they are about, as if a person had proposed them by hand. What the ERP's writer
/// can write is written when approved: a priority, a further order. The rest becomes a to-do for a person on the record it is about:
/// a due date is a promise, and a supplier is to be talked to. What happens to a plant and is not decided there is refused.
/// </summary>
public sealed class EditDecisions
{
    private readonly SitePicture _picture;
    private readonly ScenarioName _scenario;
    private readonly DecisionRules _rules;
    private readonly string _site;
    private readonly string _zone;
    private readonly ProblemList _problems = new();
    private readonly List<(string Subject, List<DecisionAction> Actions, List<string> Words, List<string> Paths)> _subjects = [];
    private Place _place = Place.Root();

    private EditDecisions(SitePicture picture, ScenarioName scenario, DecisionRules rules) =>
        (_picture, _scenario, _rules, _site, _zone) = (picture, scenario, rules, picture.Twins.Plan.Site, picture.Twins.Plan.TimeZone);

    /// <summary>All of the edits, or the path and reason of each that cannot be one.</summary>
    /// <param name="picture">The edits fit it.</param>
    /// <param name="edits">Of the scenario.</param>
    /// <param name="scenario">Named in what is proposed.</param>
    /// <param name="rules">Of the site: whether somebody else must approve.</param>
    public static EditDecisionResult Of(SitePicture picture, IReadOnlyList<Edit> edits, ScenarioName scenario, DecisionRules rules)
    {
        var decisions = new EditDecisions(picture, scenario, rules);
        for (var i = 0; i < edits.Count; i++)
        {
            decisions._place = Place.Root().Item("edits", i);
            decisions.Add(edits[i]);
        }
        var made = decisions._subjects.ConvertAll(decisions.Decision);
        return decisions._problems.Items.Count == 0 ? new EditDecisionResult(made, []) : new EditDecisionResult([], decisions._problems.Items);
    }

    private void Add(Edit edit)
    {
        switch (edit)
        {
            case DelaySupply:
                Refuse("is what a supplier does to the plant, and not decided here");
                break;
            case StopWorkCenter:
                Refuse("is what happens to a work center, and not decided here");
                break;
            case SetEfficiency:
                Refuse("is assumed and not decided: no one can order an efficiency");
                break;
            case ExpediteSupply { Component: { } component } said:
                Buy(said, component);
                break;
            case ExpediteSupply said:
                ToDo("purchase-order/" + said.PurchaseOrder, edit);
                break;
            case CancelSupply said:
                ToDo("purchase-order/" + said.PurchaseOrder, edit);
                break;
            case AddShift said:
                ToDo("work-center/" + said.WorkCenter, edit);
                break;
            case SetCapacity said:
                ToDo("work-center/" + said.WorkCenter, edit);
                break;
            case SetPriority said when said.Priority > 1:
                Refuse("must be 0 or 1 to be written: the ERP knows normal and urgent", "priority");
                break;
            case SetPriority said:
                Prioritise(said);
                break;
            case MoveOperation said:
                OrderToDo(said.Order, edit);
                break;
            case SetQuantity said:
                OrderToDo(said.Order, edit);
                break;
            case SetDue said:
                OrderToDo(said.Order, edit);
                break;
            case CancelOrder said:
                OrderToDo(said.Order, edit);
                break;
            case SplitOrder said:
                OrderToDo(said.Order, edit);
                break;
            case ReleaseHold { Order: { } order }:
                OrderToDo(order, edit);
                break;
            case ReleaseHold { Component: { } component }:
                ToDo("component/" + component, edit);
                break;
            case AddOrder said:
                Make(said);
                break;
        }
    }

    private void Prioritise(SetPriority said)
    {
        if (!IsThere(said.Order))
            return;
        var order = _picture.Twins.Orders[_picture.OrderIds.Find(said.Order)];
        var (actions, paths) = Subject("order/" + said.Order, said);
        // Of two that set the same value the later one holds, as it does in the scenario.
        actions.RemoveAll(action => action.Kind == ActionKind.Reschedule);
        actions.Add(new DecisionAction
        {
            Kind = ActionKind.Reschedule,
            Target = "order/" + said.Order,
            Values = [new("priority", said.Priority.ToString(CultureInfo.InvariantCulture), order.Priority.ToString(CultureInfo.InvariantCulture))],
        });
    }

    private void Make(AddOrder said)
    {
        if (!_picture.Twins.Plan.Products.ContainsKey(said.Order.Product))
        {
            Refuse("is no product of the plant document: the ERP cannot make it", "order.product");
            return;
        }
        var (actions, _) = Subject("component/" + said.Order.Product, said);
        actions.Add(new DecisionAction
        {
            Kind = ActionKind.Replenish,
            Target = "component/" + said.Order.Product,
            Values =
            [
                new("quantity", said.Order.Quantity.ToString(CultureInfo.InvariantCulture)),
                .. said.Order.Due is { } due ? [new ActionValue("needed", Instants.Format(due))] : Array.Empty<ActionValue>(),
            ],
        });
    }

    /// <summary>A draft purchase order of its own, also where the scenario puts the line on one that is there: what is agreed with a supplier is theirs to change.</summary>
    private void Buy(ExpediteSupply said, string component)
    {
        var supplier = said.Supplier ?? _picture.Twins.Suppliers.FirstOrDefault(one => one.Lines.Any(line => line.PurchaseOrder == said.PurchaseOrder))?.Id
            ?? _picture.Twins.Plan.Products.GetValueOrDefault(component)?.Supplier;
        if (_picture.Twins.Suppliers.FirstOrDefault(one => one.Id == supplier) is not { } known)
        {
            Refuse("is no supplier of the plant document: the ERP cannot buy there", "supplier");
            return;
        }
        var (actions, _) = Subject("component/" + component, said);
        actions.Add(new DecisionAction
        {
            Kind = ActionKind.Replenish,
            Target = "component/" + component,
            Values =
            [
                new("quantity", (said.Quantity ?? 0).ToString(CultureInfo.InvariantCulture)),
                new("supplier", known.Id),
                new("needed", Instants.Format(said.To)),
            ],
        });
    }

    private void OrderToDo(string order, Edit edit)
    {
        if (IsThere(order))
            ToDo("order/" + order, edit);
    }

    private void ToDo(string subject, Edit edit)
    {
        var (actions, _) = Subject(subject, edit);
        actions.Add(new DecisionAction
        {
            Kind = ActionKind.Activity,
            Target = subject,
            Values = [new("summary", Sentence(EditWords.Of(edit, _zone))), new("note", Because())],
        });
    }

    /// <summary>An order that the scenario itself brings is not in the ERP yet: nothing can be done to it there.</summary>
    private bool IsThere(string order)
    {
        if (_picture.OrderIds.Find(order) >= 0)
            return true;
        Refuse("is an order that only the scenario has: say it with the order that is added", "order");
        return false;
    }

    private (List<DecisionAction> Actions, List<string> Paths) Subject(string subject, Edit edit)
    {
        var at = _subjects.FindIndex(one => one.Subject == subject);
        if (at < 0)
        {
            at = _subjects.Count;
            _subjects.Add((subject, [], [], []));
            var id = IdOf(subject);
            if (_picture.Twins.Decisions.FirstOrDefault(one => one.IsOpen && one.Key == (DecisionRules.Manual, subject) && one.Id != id) is { } open)
                Refuse($"is about {subject}, of which decision {open.Id} is open: approve or reject that first");
        }
        _subjects[at].Words.Add(EditWords.Of(edit, _zone));
        _subjects[at].Paths.Add(_place.ToString());
        return (_subjects[at].Actions, _subjects[at].Paths);
    }

    private EditDecision Decision((string Subject, List<DecisionAction> Actions, List<string> Words, List<string> Paths) one)
    {
        var title = Sentence(string.Join(", ", one.Words));
        return new EditDecision(IdOf(one.Subject), _rules.ProposedBy(_scenario.By, new DecisionProposal
        {
            Rule = DecisionRules.Manual,
            RulesVersion = DecisionRules.Manual,
            Subject = one.Subject,
            Revision = 1,
            Title = Cut(title),
            Text = Because(),
            Approval = ManualDecision.Approver,
            Actions = [.. one.Actions],
        }), one.Paths);
    }

    private string Because() => Cut($"Of the scenario \"{_scenario.Name}\" ({_scenario.Id}){(_scenario.Note is { Length: > 0 } note ? $": {note}" : ".")}");

    private string IdOf(string subject) =>
        "D-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_site}\nscenario\n{_scenario.Id}\n{subject}")))[..16];

    private void Refuse(string why, string? member = null) => _problems.Add(_place, member, why);

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Cut(string text) => text.Length <= Limits.TextChars ? text : text[..Limits.TextChars];
}
