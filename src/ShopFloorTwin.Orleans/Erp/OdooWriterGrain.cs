using Orleans.Concurrency;
using Orleans.Runtime;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Orleans.Sites;

namespace ShopFloorTwin.Orleans.Erp;

/// <summary>An Odoo, by the name of its instance: carried by the silo this is on.</summary>
[Alias("shopfloortwin.odoo-writer")]
public interface IOdooWriterGrain : IGrainWithStringKey
{
    /// <summary>Carries the instance, if it is not carried yet.</summary>
    [Alias("Keep"), AlwaysInterleave]
    Task KeepAsync(CancellationToken cancellation);
}

/// <summary>
/// The shell of an instance's reader and writer. That there is one of it is a convenience: what keeps two writers apart is the lease in the
/// store, whose token every mark of a write is checked against.
/// </summary>
[GrainType("shopfloortwin.odoo-writer"), KeepAlive]
internal sealed class OdooWriterGrain(IErpWork work, SiteParts parts) : Grain, IOdooWriterGrain, IRemindable
{
    private const string Reminder = "keep";

    // Orleans' shortest; the caretaker of every silo looks in far more often, and this one is there when no silo was for a while.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private IAsyncDisposable? _carried;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var instance = this.GetPrimaryKeyString();
        if (!work.Instances.Contains(instance, StringComparer.Ordinal))
        {
            // Configured no more: the reminder of an earlier start ends here.
            DeactivateOnIdle();
            return;
        }
        await this.RegisterOrUpdateReminder(Reminder, Period, Period);
        _carried = work.Carry(instance, new OrleansEngine(GrainFactory, parts.Store, TimeProvider.System));
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_carried is not null)
            await _carried.DisposeAsync();
    }

    public Task KeepAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_carried is null && await this.GetReminder(Reminder) is { } left)
            await this.UnregisterReminder(left);
    }
}
