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
        var basis = BasisOrNew;
        var isPlaced = workCenter is not null && !(basis.PlacedAt > report.Time);
        basis = basis with
        {
            Reported = Math.Max(basis.Reported, said.Good ?? 0),
            CompletedQuantity = said is { Report: OperationReport.Completed, Good: null } ? Math.Max(basis.CompletedQuantity, quantity) : basis.CompletedQuantity,
            PlacedAt = isPlaced ? report.Time : basis.PlacedAt,
        };
        var isScrap = said.Scrap > 0 && !(ScrapEvent?.Time > report.Time);
        return (this with
        {
            Basis = basis,
            WorkCenter = isPlaced ? workCenter! : WorkCenter,
            Scrap = Math.Max(Scrap, said.Scrap ?? 0),
            ScrapEvent = isScrap ? new EventRef(report.Id, report.Time) : ScrapEvent,
        }).WithStep(new OperationStep(report.Time, said.Report)).Totalled();
    }

    /// <summary>The operation after pieces counted by a machine.</summary>
    internal OperationTwin Counted(double good, double scrap, CloudEvent count)
    {
        var basis = BasisOrNew;
        var isScrap = scrap > 0 && !(ScrapEvent?.Time > count.Time);
        return (this with
        {
            Basis = basis with { Reported = basis.Reported + good },
            Scrap = Scrap + scrap,
            ScrapEvent = isScrap ? new EventRef(count.Id, count.Time) : ScrapEvent,
        }).Totalled();
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
        var next = this with { Steps = Steps.Insert(place, step), StartedAt = startedAt };
        return (next.Steps.Length > StepsMax ? next.WithoutOldestStep() : next).Followed();
    }

    /// <summary>Good units from what was reported, or from the whole quantity when a completion named none.</summary>
    private OperationTwin Totalled()
    {
        var done = Basis!.CompletedQuantity > 0 ? Math.Max(Basis.Reported, Basis.CompletedQuantity - Scrap) : Basis.Reported;
        return done == Done ? this : this with { Done = done };
    }

    private OperationTwin Followed()
    {
        var last = Steps[^1];
        var state = StateAfter(last.Report);
        return this with { State = state, FinishedAt = state == OperationState.Done ? last.Time : null };
    }

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
