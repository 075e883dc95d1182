using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>The plant behind a log: its work centers, products and orders.</summary>
internal sealed class EventLogPlant
{
    private readonly PlanFigures figures;
    private readonly Dictionary<string, string> workCenters = [];
    private readonly List<WorkCenterSpec> workCenterSpecs = [];
    private readonly Dictionary<string, ProductSpec> products = [];

    public EventLogPlant(IReadOnlyList<WorkedCase> cases, PlanFigures figures)
    {
        this.figures = figures;
        foreach (var activity in cases.SelectMany(worked => worked.Operations).GroupBy(operation => operation.Activity))
            AddWorkCenter(activity.Key, [.. activity]);
        foreach (var worked in cases)
            products.TryAdd(worked.Routing, Product(worked));
    }

    public static string OperationId(int step) => ((step + 1) * 10).ToString(CultureInfo.InvariantCulture);

    public string WorkCenterOf(string activity) => workCenters[activity];

    public PlantDocument Document(string site, TimeZoneInfo timeZone, DateTimeOffset asOf) => new()
    {
        Site = site,
        TimeZone = timeZone.Id,
        AsOf = asOf,
        WorkCenters = workCenterSpecs,
        Products = [.. products.Values],
    };

    public OrderSpec OrderOf(WorkedCase worked)
    {
        DateTimeOffset? promised = figures.LeadTime > TimeSpan.Zero ? worked.Start + figures.LeadTime : null;
        return new OrderSpec
        {
            Id = worked.Id,
            Product = products[worked.Routing].Id,
            Quantity = 1,
            PlannedStart = worked.Start,
            PlannedFinish = promised,
            Due = promised,
        };
    }

    private void AddWorkCenter(string activity, IReadOnlyList<WorkedOperation> operations)
    {
        var id = Slug(activity);
        for (var number = 2; workCenters.ContainsValue(id); number++)
            id = string.Create(CultureInfo.InvariantCulture, $"{Slug(activity)}-{number}");
        workCenters.Add(activity, id);
        workCenterSpecs.Add(new WorkCenterSpec { Id = id, Name = activity, Capacity = MostAtOnce(operations) });
    }

    private ProductSpec Product(WorkedCase worked) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"ROUTING-{products.Count + 1:000}"),
        Name = string.Create(CultureInfo.InvariantCulture, $"{worked.Operations.Count} operations, {worked.Operations[0].Activity} to {worked.Operations[^1].Activity}"),
        Routing =
        [
            .. worked.Operations.Select((operation, step) => new RoutingStepSpec
            {
                Operation = OperationId(step),
                Name = operation.Activity,
                WorkCenter = WorkCenterOf(operation.Activity),
                MinutesPerUnit = figures.MinutesOf(operation.Activity),
            }),
        ],
    };

    /// <summary>Most stretches of different cases that overlap; one at least.</summary>
    private static int MostAtOnce(IReadOnlyList<WorkedOperation> operations)
    {
        var running = 0;
        var most = 1;
        var changes = operations.SelectMany(operation => operation.Stretches)
            .SelectMany(stretch => new[] { (Time: stretch.Start, Change: 1), (Time: stretch.End, Change: -1) });
        foreach (var (_, change) in changes.OrderBy(change => change.Time).ThenBy(change => change.Change))
        {
            running += change;
            most = Math.Max(most, running);
        }
        return most;
    }

    private static string Slug(string activity)
    {
        var words = new string([.. activity.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "WC" : string.Join('-', words);
    }
}
