using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Decisions.Rules;

/// <summary>A work center down longer than the limit: one maintenance request, and a block when none of its units is left.</summary>
internal static class WorkCenterDownRule
{
    public static IEnumerable<Condition> Conditions(Look look, RuleSettings settings)
    {
        foreach (var workCenter in look.Twins.WorkCenters)
        {
            var (state, since) = PresentState.Of(workCenter);
            if (!state.IsDown() || since is not { } from || IsPlanned(workCenter, look.Now))
                continue;
            var minutes = (look.Now - from).TotalMinutes;
            // One that is decided on stays so while it is down, whatever else is said of it meanwhile.
            if (minutes >= settings.LimitMinutes || look.Open.ContainsKey((RuleSettings.WorkCenterDown, Subject(workCenter))))
                yield return new Condition(RuleSettings.WorkCenterDown, Subject(workCenter), from, minutes, () => Draft(look, workCenter, from));
        }
    }

    /// <summary>Work centers down now, however short: what is late because of them waits for this rule.</summary>
    public static HashSet<string> Down(Look look) =>
        [.. look.Twins.WorkCenters.Where(one => PresentState.Of(one).State.IsDown()).Select(Subject)];

    private static Draft Draft(Look look, WorkCenterTwin workCenter, DateTimeOffset since)
    {
        var down = workCenter.DownUnits();
        var units = down.Length < workCenter.Capacity ? $" ({down.Length} of {workCenter.Capacity} units)" : "";
        var reason = workCenter.StateReason ?? workCenter.Units.FirstOrDefault(unit => unit.State.IsDown())?.Reason;
        var name = workCenter.Name ?? workCenter.Id;
        var title = $"{name} is down{units} since {look.Words.Date(since)}{(reason is null ? "" : $": {reason}")}";
        var orders = look.AtRiskFrom(Subject(workCenter));
        var text = $"{title}.{look.SentenceOf(orders)}";
        var request = Rules.Draft.Of(ActionKind.MaintenanceRequest, Subject(workCenter), new("name", title), new("description", text));
        var block = Rules.Draft.Of(ActionKind.Block, Subject(workCenter), new ActionValue("reason", reason ?? "down"));
        return new Draft(title, text, $"{down.Length}/{workCenter.Capacity} {reason} {orders.Count}", down.IsEmpty ? null : down[0].Event.Id,
            down.Length < workCenter.Capacity ? [request] : [block, request]);
    }

    private static bool IsPlanned(WorkCenterTwin workCenter, DateTimeOffset now) => workCenter.PlannedStops.Any(stop => stop.From <= now && now < stop.To);

    private static string Subject(WorkCenterTwin workCenter) => "work-center/" + workCenter.Id;
}
