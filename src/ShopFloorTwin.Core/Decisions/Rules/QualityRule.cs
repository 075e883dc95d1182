using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Decisions.Rules;

/// <summary>What is on quality hold is told to quality; a measurement beyond its limits proposes a hold of what runs there.</summary>
internal static class QualityRule
{
    public static IEnumerable<Condition> Holds(Look look, RuleSettings settings)
    {
        foreach (var order in look.Twins.Orders)
        {
            if (order.IsOpen && !order.Holds.IsEmpty)
                yield return Held(look, settings, "order/" + order.Id, order.Id, order.Holds[^1]);
        }
        foreach (var component in look.Twins.Components)
        {
            if (!component.Holds.IsEmpty)
                yield return Held(look, settings, "component/" + component.Id, $"stock of {component.Id}", component.Holds[^1]);
        }
    }

    public static IEnumerable<Condition> Breaches(Look look, RuleSettings settings)
    {
        foreach (var workCenter in look.Twins.WorkCenters)
        {
            var breach = workCenter.Measurements.FirstOrDefault(one => one.Value < one.Lower || one.Value > one.Upper);
            if (breach is null || Running(look, workCenter.Id) is not { } order)
                continue;
            yield return new Condition(RuleSettings.QualityBreach, "order/" + order.Id, breach.Time, 1, () => Draft(look, settings, workCenter, order, breach));
        }
    }

    private static Condition Held(Look look, RuleSettings settings, string subject, string name, Hold hold) =>
        new(RuleSettings.QualityHold, subject, hold.Event.Time, look.AtRiskFrom(subject).Count, () =>
        {
            var title = $"{name} is on quality hold{(hold.Reason is null ? "" : $": {hold.Reason}")}";
            var text = $"{title}, since {look.Words.Date(hold.Event.Time)}{(hold.Lot is null ? "" : $", lot {hold.Lot}")}.{look.SentenceOf(look.AtRiskFrom(subject))}";
            return new Draft(title, text, hold.Event.Id, hold.Event.Id, [Alert(look, settings, subject, title, text)]);
        });

    private static Draft Draft(Look look, RuleSettings settings, WorkCenterTwin workCenter, OrderTwin order, LastMeasurement breach)
    {
        var limits = breach.Value < breach.Lower ? $"below {breach.Lower}" : $"above {breach.Upper}";
        var title = $"Hold {order.Id}: {breach.Characteristic} at {workCenter.Name ?? workCenter.Id} is {breach.Value}{breach.Uom}, {limits}";
        var text = $"{title}, measured {look.Words.Date(breach.Time)}.";
        var subject = "order/" + order.Id;
        return new Draft(title, text, breach.Characteristic, null,
            [Rules.Draft.Of(ActionKind.Hold, subject, new ActionValue("reason", title)), Alert(look, settings, subject, title, text)]);
    }

    private static DecisionAction Alert(Look look, RuleSettings settings, string target, string title, string text) =>
        Rules.Draft.Activity(target, title, text, look.Day(look.Now), settings.User) with { Kind = ActionKind.QualityAlert };

    private static OrderTwin? Running(Look look, string workCenter) =>
        look.Twins.Orders.FirstOrDefault(order => order.State == OrderState.InProgress
            && order.Operations.Any(operation => operation.State == OperationState.Running && operation.WorkCenter == workCenter));
}
