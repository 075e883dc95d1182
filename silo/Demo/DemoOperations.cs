using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>Operations start when their turn, their machine and their material are there, count pieces at their cycle, and complete.</summary>
internal sealed class DemoOperations
{
    private const int StartsPerStep = 3;
    private const double ScrapPerUnit = 0.004;
    private static readonly TimeSpan AboutNow = TimeSpan.FromSeconds(90);

    // Parts of a unit made since the last count; lost with the process, as nobody has seen them.
    private readonly Dictionary<(string Order, string Operation), double> _begun = [];

    public async ValueTask RunAsync(DemoStep step, CancellationToken cancellation)
    {
        var startsLeft = StartsPerStep;
        var taken = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var workCenter in step.Floor.WorkCenters)
        {
            if (DemoCatalog.Find(workCenter.Id) is not { } known || !DemoHours.IsOpen(known.Calendar, step.Now))
                continue;
            var up = DemoFloor.UnitsUp(workCenter, known);
            var running = step.Floor.At(workCenter.Id, OperationState.Running);
            foreach (var (order, operation) in running.Skip(up))
                Report(step, order.Id, operation, OperationReport.Paused);
            foreach (var (order, operation) in running.Take(up))
                Work(step, order, operation, known);
            if (running.Count >= up || startsLeft == 0)
                continue;
            if (Resume(step, workCenter.Id) || await StartAsync(step, workCenter, taken, cancellation))
                startsLeft--;
        }
    }

    private void Work(DemoStep step, OrderView order, OperationView operation, DemoWorkCenter known)
    {
        var left = order.Quantity - operation.Done - operation.Scrap;
        if (left <= 0)
        {
            _begun.Remove((order.Id, operation.Operation));
            step.Say(new OperationReportData(OperationReport.Completed, operation.Operation, operation.WorkCenter, operation.Done, operation.Scrap) { Entity = order.Id });
            if (known.Id is "WC-CMM" or "WC-TEST")
                step.Say(new QualityResultData(QualitySubject.Order, known.Id == "WC-TEST" ? "noise level dB(A)" : "run-out µm", Math.Round(12 + 3 * step.Random.NextDouble(), 2), true, null) { Entity = order.Id });
            return;
        }
        var setup = DemoCatalog.SetupMinutes(order.Product, operation.Operation);
        if (operation.Done + operation.Scrap == 0 && operation.StartedAt is { } started && (step.Now - started).TotalMinutes < setup)
            return;
        var perUnit = Math.Max(0.1, (operation.PlannedMinutes - setup) / order.Quantity) / known.Efficiency * Pace(order.Id, operation.Operation);
        var key = (order.Id, operation.Operation);
        var begun = _begun.GetValueOrDefault(key) + step.Elapsed.TotalMinutes / perUnit;
        var made = Math.Min(Math.Floor(begun), Math.Ceiling(left));
        _begun[key] = begun - made;
        if (made < 1)
            return;
        var scrap = Enumerable.Range(0, (int)made).Count(_ => step.Random.NextDouble() < ScrapPerUnit);
        step.Say(new MachineCountData(made - scrap, scrap, false, order.Id, operation.Operation, null) { Entity = operation.WorkCenter });
    }

    private static bool Resume(DemoStep step, string workCenter)
    {
        foreach (var (order, operation) in step.Floor.At(workCenter, OperationState.Paused))
        {
            if (operation.ForecastStart > step.Now + AboutNow)
                continue;
            Report(step, order.Id, operation, OperationReport.Resumed);
            return true;
        }
        return false;
    }

    private static async ValueTask<bool> StartAsync(DemoStep step, WorkCenterView workCenter, Dictionary<string, double> taken, CancellationToken cancellation)
    {
        foreach (var queued in workCenter.Queue.TakeWhile(q => q.ForecastStart <= step.Now + AboutNow))
        {
            if (await step.Floor.OrderAsync(queued.Order, cancellation) is not { Operations: { } operations } order)
                continue;
            var at = operations.ToList().FindIndex(o => o.Operation == queued.Operation);
            if (at < 0 || operations[at].State is not (OperationState.Pending or OperationState.Ready) || operations.Take(at).Any(o => o.State is not (OperationState.Done or OperationState.Cancelled)))
                continue;
            if (at == 0 && !await TakeMaterialAsync(step, order, taken, cancellation))
                continue;
            step.Say(new OperationReportData(OperationReport.Started, queued.Operation, workCenter.Id, null, null) { Entity = order.Id });
            return true;
        }
        return false;
    }

    private static async ValueTask<bool> TakeMaterialAsync(DemoStep step, OrderView order, Dictionary<string, double> taken, CancellationToken cancellation)
    {
        if (!DemoCatalog.ById.TryGetValue(order.Product, out var product))
            return false;
        foreach (var (component, perUnit) in product.Bom)
        {
            var stock = await step.Floor.ComponentAsync(component, cancellation);
            if (stock is null || stock.OnHand - stock.OnHold - taken.GetValueOrDefault(component) < perUnit * order.Quantity)
                return false;
        }
        foreach (var (component, perUnit) in product.Bom)
        {
            taken[component] = taken.GetValueOrDefault(component) + perUnit * order.Quantity;
            step.Say(new StockConsumedData(perUnit * order.Quantity, order.Id) { Entity = component });
        }
        return true;
    }

    private static void Report(DemoStep step, string order, OperationView operation, OperationReport report) =>
        step.Say(new OperationReportData(report, operation.Operation, operation.WorkCenter, null, null) { Entity = order });

    // Each operation keeps its own pace, 0.85 to 1.2 of the plan, over restarts as well (FNV-1a of its name).
    private static double Pace(string order, string operation)
    {
        var hash = 2166136261u;
        foreach (var character in order + "/" + operation)
            hash = (hash ^ character) * 16777619;
        return 0.85 + 0.35 * (hash % 1000 / 1000.0);
    }
}
