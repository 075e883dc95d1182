using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Decisions.Rules;

/// <summary>
/// An order at risk that is not begun and stands in the plan at another time than the forecast starts it, or that waits behind
/// others without being urgent: its planned start and priority. Never its due date, which is a promise.
/// </summary>
internal static class RescheduleRule
{
    public static IEnumerable<Condition> Conditions(Look look, RuleSettings settings)
    {
        var starts = default(Dictionary<int, DateTimeOffset>);
        foreach (var one in look.AtRisk)
        {
            var order = one.Order;
            if (order.State != OrderState.Confirmed || order.Operations.Any(operation => operation.StartedAt is not null))
                continue;
            starts ??= Starts(look);
            var start = starts.TryGetValue(one.Forecast.Order, out var first) ? Hour(first) : default(DateTimeOffset?);
            var moves = start is { } at && order.PlannedStart is { } planned && Math.Abs((at - planned).TotalMinutes) > settings.LimitMinutes;
            var isUrged = order.Priority == 0 && one.Cause is { Kind: CauseKind.Capacity or CauseKind.Priority };
            if (moves || isUrged)
                yield return new Condition(RuleSettings.Reschedule, one.Subject, null, one.Forecast.LateProbability, () => Draft(look, one, moves ? start : null, isUrged));
        }
    }

    private static Draft Draft(Look look, TroubledOrder one, DateTimeOffset? start, bool isUrged)
    {
        var values = new List<ActionValue>(2);
        var parts = new List<string>(2);
        if (start is { } at)
        {
            values.Add(new("plannedStart", Instants.Format(at), one.Order.PlannedStart is { } planned ? Instants.Format(planned) : null));
            parts.Add($"plan it to start {look.Words.Date(at)} instead of {look.Words.Date(one.Order.PlannedStart!.Value)}");
        }
        if (isUrged)
        {
            values.Add(new("priority", "1", one.Order.Priority.ToString(CultureInfo.InvariantCulture)));
            parts.Add("make it urgent");
        }
        var title = $"{one.Order.Id}: {string.Join(", ", parts)}";
        var because = one.Cause is { } cause ? $" {cause.Text}." : "";
        return new Draft(title, $"{title}. It is late with {Math.Round(one.Forecast.LateProbability * 100)} %.{because}",
            string.Join(' ', values.Select(value => $"{value.Name}={value.Value}")), one.Cause?.Event,
            [new DecisionAction { Kind = ActionKind.Reschedule, Target = one.Subject, Values = [.. values] }]);
    }

    /// <summary>When the forecast starts the first operation of each order.</summary>
    private static Dictionary<int, DateTimeOffset> Starts(Look look)
    {
        var starts = new Dictionary<int, DateTimeOffset>();
        foreach (var workCenter in look.Picture.Forecast.WorkCenters)
        {
            foreach (var queued in workCenter.Queue)
            {
                if (!starts.TryGetValue(queued.Order, out var known) || queued.Start < known)
                    starts[queued.Order] = queued.Start;
            }
        }
        return starts;
    }

    private static DateTimeOffset Hour(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
}
