using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Puts the shares of an order's lateness into words: root, chain, sentence.</summary>
/// <param name="floor">Kept.</param>
/// <param name="queuedAt">By order: the work center its critical path queues at last, or -1.</param>
internal sealed class CauseWriter(Floor floor, int[] queuedAt)
{
    private readonly PegPaths _pegs = new(floor);
    private readonly Words _words = new(floor.Twins.Plan.TimeZone, floor.AsOf);

    public Cause Write(int order, LatenessShare share, double latenessMinutes)
    {
        var (root, eventId) = share.Kind switch
        {
            CauseKind.SupplierDelay => Receipt(share.Index, late: true),
            CauseKind.ComponentShortage when floor.Sources[share.Index].Kind == SourceKind.Receipt => Receipt(share.Index, late: false),
            CauseKind.ComponentShortage or CauseKind.Scrap or CauseKind.QualityHold or CauseKind.WorkCenterDown => Source(share.Index),
            CauseKind.Capacity => (At(share.Index, $"{Name(share.Index)} has more work before it than time"), null),
            CauseKind.Calendar when share.Index < 0 => (TooLittleTime(~share.Index), null),
            CauseKind.Calendar => (At(share.Index, $"{Name(share.Index)} is closed in between"), null),
            CauseKind.Maintenance => Stop(share.Index),
            CauseKind.Priority => (Order(share.Index, $"{Id(share.Index)} goes first, with priority {floor.Priority[share.Index]}"), null),
            CauseKind.LatePredecessor => (Order(share.Index, $"{Id(share.Index)} is not ready in time"), null),
            _ => (Slow(share.Index), null),
        };
        var chain = new List<ChainLink> { root };
        Follow(chain, order, share);
        return new Cause(share.Kind, root.Subject, Sentence(chain), share.Minutes / latenessMinutes, share.Minutes, eventId, chain);
    }

    private (ChainLink, string?) Receipt(int index, bool late)
    {
        var source = floor.Sources[index];
        var supplier = floor.Twins.Suppliers[source.Supplier];
        var line = supplier.Lines[source.Line];
        if (!late)
        {
            return (new ChainLink("component/" + line.Product,
                $"{line.Product} is short until {line.PurchaseOrder} of {supplier.Name ?? supplier.Id} comes {_words.Date(source.Without)}"), null);
        }
        var days = source.Release - source.Without;
        var reason = source.Reason is null ? "" : $" ({source.Reason})";
        var said = source.Event is { } word ? $", delayed by {Words.Span(days)} at {_words.Date(word.Time)}{reason}"
            : days > 1 ? $", {Words.Span(days)} after it was due{reason}"
            : ", may come later than promised";
        return (new ChainLink(source.Subject, $"{line.PurchaseOrder} of {supplier.Name ?? supplier.Id}{said}"), source.Event?.Id);
    }

    private (ChainLink, string?) Source(int index)
    {
        var source = floor.Sources[index];
        var reason = source.Reason is null ? "" : $" ({source.Reason})";
        var text = source.Kind switch
        {
            SourceKind.Down => $"{Bare(source.Subject)} is down{Since(source)}{reason}",
            SourceKind.OrderHold => $"{Bare(source.Subject)} is on quality hold{Since(source)}{reason}",
            SourceKind.HeldStock => $"stock of {source.Component} is on quality hold{Since(source)}{reason}",
            SourceKind.ScrapShortage => $"scrap leaves {source.Component} short{reason}",
            SourceKind.LostStock => $"less {source.Component} was counted than there should be{At(source)}",
            SourceKind.CancelledReceipt => $"a purchase of {source.Component} was cancelled{At(source)}",
            SourceKind.Stood => $"{Bare(source.Subject)} stood still from {_words.Date(source.From)} to {_words.Date(source.To)}{reason}",
            _ => $"{source.Component} is short and nothing open covers it{reason}",
        };
        return (new ChainLink(source.Subject, text), source.Event?.Id);
    }

    private string Since(Source source) => source.Event is { } since ? " since " + _words.Date(since.Time) : "";

    private string At(Source source) => source.Event is { } word ? " at " + _words.Date(word.Time) : "";

    private (ChainLink, string?) Stop(int workCenter)
    {
        foreach (var stop in floor.Twins.WorkCenters[workCenter].PlannedStops)
        {
            if (stop.To <= floor.AsOf)
                continue;
            var reason = stop.Reason is null ? "" : $" ({stop.Reason})";
            return (At(workCenter, $"{Name(workCenter)} stops from {_words.Date(stop.From)} to {_words.Date(stop.To)}{reason}"), stop.Event?.Id);
        }
        return (At(workCenter, $"{Name(workCenter)} has a planned stop"), null);
    }

    /// <summary>No unit, no supply and no order that gives way would bring it in on time: it was planned or promised so.</summary>
    private ChainLink TooLittleTime(int order)
    {
        var work = 0.0;
        for (var i = floor.OperationFirst[order]; i < floor.OperationFirst[order + 1]; i++)
            work += OperationWork.Median(floor.Work[i]);
        var left = floor.Due[order] > 0 ? $"is due in {Words.Span(floor.Due[order])}" : $"was due {Words.Span(-floor.Due[order])} ago";
        return Order(order, $"{Id(order)} {left} and has {Words.Span(work)} of work left: too little time, whatever waits");
    }

    private ChainLink Slow(int index)
    {
        if (index < 0)
            return Order(~index, $"{Id(~index)} is not reported done");
        var order = floor.OperationOrder[index];
        var operation = floor.Twins.Orders[floor.OrderTwin[order]].Operations[floor.OperationTwin[index]];
        var work = floor.Work[index];
        var text = work.Worked > work.Minutes
            ? $"operation {operation.Operation} of {Id(order)} at {operation.WorkCenter} has taken {Words.Span(work.Worked)} of {Words.Span(work.Minutes)} planned"
            : $"operation {operation.Operation} of {Id(order)} at {operation.WorkCenter} may take longer than planned";
        return Order(order, text);
    }

    /// <summary>Adds what lies between the root and the order.</summary>
    private void Follow(List<ChainLink> chain, int order, LatenessShare share)
    {
        var path = share.Kind switch
        {
            CauseKind.Calendar when share.Index < 0 => _pegs.Find(order, o => o == ~share.Index),
            CauseKind.Capacity or CauseKind.Calendar or CauseKind.Maintenance => _pegs.Find(order, o => _pegs.RunsAt(o, share.Index)),
            CauseKind.LatePredecessor => _pegs.Find(order, o => o == share.Index),
            CauseKind.Priority => null,
            CauseKind.SlowOperation => _pegs.Find(order, o => share.Index < 0 ? o == ~share.Index : o == floor.OperationOrder[share.Index]),
            CauseKind.WorkCenterDown => _pegs.Find(order, o => _pegs.RunsAt(o, WorkCenterOf(share.Index))),
            _ => _pegs.Find(order, o => _pegs.WaitsFor(o, share.Index)),
        };
        if (share.Kind == CauseKind.SupplierDelay && path is not null)
            chain.Add(new ChainLink("component/" + floor.Sources[share.Index].Component, $"holds {floor.Sources[share.Index].Component}"));
        if (path is null)
        {
            var behind = queuedAt[order];
            if (behind >= 0)
                chain.Add(At(behind, $"fills the queue of {Name(behind)}"));
            chain.Add(Order(order, $"{Id(order)} waits behind it"));
            return;
        }
        for (var i = 0; i < path.Count; i++)
        {
            var link = Order(path[i], i == 0 ? $"{Id(path[i])} needs it" : $"{Id(path[i])} waits for {Id(path[i - 1])}");
            if (i > 0 || !string.Equals(chain[^1].Subject, link.Subject, StringComparison.Ordinal))
                chain.Add(link);
        }
    }

    private int WorkCenterOf(int source)
    {
        for (var w = 0; w < floor.DownSources.Length; w++)
        {
            if (Array.IndexOf(floor.DownSources[w] ?? [], source) >= 0 || Array.IndexOf(floor.StoodSources[w] ?? [], source) >= 0)
                return w;
        }
        return -1;
    }

    private static string Sentence(List<ChainLink> chain) => string.Join(", ", chain.Select(link => link.Text));

    private ChainLink At(int workCenter, string text) => new("work-center/" + floor.Twins.WorkCenters[workCenter].Id, text);

    private ChainLink Order(int order, string text) => new("order/" + Id(order), text);

    private string Name(int workCenter) => floor.Twins.WorkCenters[workCenter].Name ?? floor.Twins.WorkCenters[workCenter].Id;

    private string Id(int order) => floor.Twins.Orders[floor.OrderTwin[order]].Id;

    private static string Bare(string subject) => subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
