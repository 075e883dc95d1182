using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Orders;

public sealed partial record OperationTwin
{
    /// <summary>Steps kept; the oldest is folded into <see cref="WorkedMinutes"/> beyond that.</summary>
    public const int StepsMax = 32;

    private OperationBasis BasisOrNew => Basis ?? new OperationBasis { Reported = Done };

    /// <summary>The operation after a report.</summary>
    /// <param name="said">What was reported; its quantities are totals of the operation.</param>
    /// <param name="report">The event that carries it.</param>
    /// <param name="workCenter">Where it was done, when that is a known work center.</param>
    /// <param name="quantity">Of the order: what a completion without a quantity stands for.</param>
    internal OperationTwin Reported(OperationReportData said, CloudEvent report, string? workCenter, double quantity)
    {
        var isPlaced = workCenter is not null && !(Basis?.PlacedAt > report.Time);
        var isWhole = said is { Report: OperationReport.Completed, Good: null };
        var basis = BasisOrNew with
        {
            Reported = Math.Max(Basis?.Reported ?? Done, said.Good ?? 0),
            CompletedQuantity = Math.Max(Basis?.CompletedQuantity ?? 0, isWhole ? quantity : 0),
            PlacedAt = isPlaced ? report.Time : Basis?.PlacedAt,
        };
        var scrap = Math.Max(Scrap, said.Scrap ?? 0);
        var isScrap = said.Scrap > 0 && !(ScrapEvent?.Time > report.Time);
        var next = WithStep(new OperationStep(report.Time, said.Report));
        return next with
        {
            Basis = ReferenceEquals(next.Basis, Basis) ? basis : basis with { WorkedUntil = next.Basis!.WorkedUntil },
            WorkCenter = isPlaced ? workCenter! : WorkCenter,
            Done = GoodOf(basis, scrap),
            Scrap = scrap,
            ScrapEvent = isScrap ? new EventRef(report.Id, report.Time) : ScrapEvent,
        };
    }

    /// <summary>The operation after pieces counted by a machine.</summary>
    internal OperationTwin Counted(double good, double scrap, CloudEvent count)
    {
        var basis = BasisOrNew with { Reported = (Basis?.Reported ?? Done) + good };
        var isScrap = scrap > 0 && !(ScrapEvent?.Time > count.Time);
        return this with
        {
            Basis = basis,
            Done = GoodOf(basis, Scrap + scrap),
            Scrap = Scrap + scrap,
            ScrapEvent = isScrap ? new EventRef(count.Id, count.Time) : ScrapEvent,
        };
    }

    /// <summary>Sorts a step in; state, start and finish follow from the sorted steps.</summary>
    internal OperationTwin WithStep(OperationStep step)
    {
        var startedAt = step.Report is OperationReport.Started or OperationReport.Resumed && !(StartedAt <= step.Time) ? step.Time : StartedAt;
        if (step.Time < Basis?.WorkedUntil)
            return this with { StartedAt = startedAt };
        var place = Steps.Length;
        while (place > 0 && Compare(Steps[place - 1], step) > 0)
            place--;
        if (place > 0 && Steps[place - 1] == step)
            return this with { StartedAt = startedAt };
        var steps = Steps.Insert(place, step);
        var next = this with { Steps = steps, StartedAt = startedAt, State = StateAfter(steps[^1].Report), FinishedAt = FinishAfter(steps[^1]) };
        return steps.Length > StepsMax ? next.WithoutOldestStep() : next;
    }

    /// <summary>Good units from what was reported, or from the whole quantity when a completion named none.</summary>
    private static double GoodOf(OperationBasis basis, double scrap) =>
        basis.CompletedQuantity > 0 ? Math.Max(basis.Reported, basis.CompletedQuantity - scrap) : basis.Reported;

    private static DateTimeOffset? FinishAfter(OperationStep last) => last.Report == OperationReport.Completed ? last.Time : null;

    private OperationTwin Followed() => this with { State = StateAfter(Steps[^1].Report), FinishedAt = FinishAfter(Steps[^1]) };

    private OperationTwin WithoutOldestStep() => this with
    {
        WorkedMinutes = WorkedMinutes + (IsWorking(Steps[0].Report) ? (Steps[1].Time - Steps[0].Time).TotalMinutes : 0),
        Steps = Steps.RemoveAt(0),
        Basis = BasisOrNew with { WorkedUntil = Steps[1].Time },
    };

    internal static OperationState StateAfter(OperationReport report) => report switch
    {
        OperationReport.Completed => OperationState.Done,
        OperationReport.Paused => OperationState.Paused,
        _ => OperationState.Running,
    };

    internal static bool IsWorking(OperationReport report) => report is OperationReport.Started or OperationReport.Resumed;

    // Reports of one moment stand in the order of the work, so that a start and an end within one minute end done.
    private static int Compare(OperationStep a, OperationStep b)
    {
        var byTime = a.Time.CompareTo(b.Time);
        return byTime != 0 ? byTime : a.Report.CompareTo(b.Report);
    }
}
