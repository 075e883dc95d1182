using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Textbook.Grains;

namespace ShopFloorTwin.Textbook;

/// <summary>One call for each event, to the grain of its entity: an entity's events in their order, entities beside each other, so many calls at once and no more.</summary>
internal sealed class EntityCalls(IGrainFactory grains, int callsMax)
{
    private readonly SemaphoreSlim _calls = new(callsMax);

    /// <returns>How many were taken, and how many had been taken before.</returns>
    public async Task<(int Taken, int Duplicates)> SendAsync(IEnumerable<CloudEvent> events, CancellationToken cancellation)
    {
        var entities = await Task.WhenAll(events.GroupBy(one => one.Subject).Select(entity => SendAsync(GrainOf(entity.Key), entity, cancellation)));
        return (entities.Sum(entity => entity.Taken), entities.Sum(entity => entity.Duplicates));
    }

    /// <summary>Good pieces of these work centers.</summary>
    public async Task<IReadOnlyList<(string Id, double Good)>> GoodAsync(IEnumerable<string> workCenters) =>
        await Task.WhenAll(workCenters.Select(async id => (id, await grains.GetGrain<IWorkCenterGrain>(id).TotalAsync())));

    private async Task<(int Taken, int Duplicates)> SendAsync(IEntityGrain entity, IEnumerable<CloudEvent> events, CancellationToken cancellation)
    {
        var (taken, duplicates) = (0, 0);
        foreach (var one in events)
        {
            await _calls.WaitAsync(cancellation);
            try
            {
                if (await entity.OnAsync(SignalOf(one)))
                    taken++;
                else
                    duplicates++;
            }
            finally
            {
                _calls.Release();
            }
        }
        return (taken, duplicates);
    }

    private IEntityGrain GrainOf(string subject) => Subject.Parse(subject) switch
    {
        { Kind: SubjectKinds.WorkCenter } at => grains.GetGrain<IWorkCenterGrain>(at.Entity),
        { Kind: SubjectKinds.Component } at => grains.GetGrain<IComponentGrain>(at.Entity),
        { Kind: SubjectKinds.PurchaseOrder } at => grains.GetGrain<IPurchaseOrderGrain>(at.Entity),
        var at => grains.GetGrain<IOrderGrain>(at.Entity),
    };

    private static Signal SignalOf(CloudEvent one) => one.Data switch
    {
        MachineCountData count => Of(one, count.Good, null),
        MachineStateData state => Of(one, 0, state.State.ToString()),
        OperationReportData report => Of(one, 0, $"{report.Operation} {report.Report}"),
        SupplierConfirmedData confirmed => Of(one, 0, confirmed.Date.ToString("O")),
        StockReceivedData received => Of(one, received.Quantity, null),
        StockConsumedData consumed => Of(one, -consumed.Quantity, null),
        _ => Of(one, 0, null),
    };

    private static Signal Of(CloudEvent one, double quantity, string? word) => new($"{one.Source} {one.Id}", one.Type, one.Time, quantity, word);
}
