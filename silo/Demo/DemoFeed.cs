using ShopFloorTwin.Engine;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>
/// The simulated shop floor behind the demonstration: each second it reads the twin and says what happens next,
/// through the same intake as everyone. All it does follows from the twin's present state and chance, so that it goes on after a restart.
/// </summary>
/// <param name="seed">Of its chances.</param>
public sealed class DemoFeed(ulong seed)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // After a stop of the product, the shop has not worked meanwhile.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(1);

    private readonly DemoOperations _operations = new();
    private readonly DemoReplenishment _replenishment = new();
    private Random? _random;
    private DateTimeOffset? _last;

    /// <summary>Runs until cancelled. A site that takes nothing at the moment is tried again a second later.</summary>
    public async Task RunAsync(ISiteTwin site, TimeProvider time, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await StepAsync(site, time.GetUtcNow(), cancellation);
            }
            catch (Exception fault) when (fault is OverloadedException or StoreUnavailableException or SiteUnreachableException)
            {
                // The next second derives what to do from the state as it is then.
            }
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>What happens between the last step and now. Waits until the twin shows it.</summary>
    /// <returns>What became of the events; null when nothing happened.</returns>
    public async ValueTask<IntakeResult?> StepAsync(ISiteTwin site, DateTimeOffset now, CancellationToken cancellation)
    {
        _random ??= DemoPlant.RandomOf(seed ^ (ulong)now.UtcTicks);
        var elapsed = _last is { } last && now > last ? now - last : Pause;
        _last = now;
        var step = new DemoStep(await DemoFloor.ReadAsync(site, cancellation), now, elapsed < LongestStep ? elapsed : LongestStep, _random);
        DemoMachines.Run(step);
        await _operations.RunAsync(step, cancellation);
        DemoDeliveries.Run(step);
        DemoQuality.Run(step);
        DemoMeasurements.Run(step);
        await _replenishment.RunAsync(step, cancellation);
        if (step.Events.Count == 0)
            return null;
        var result = await site.AcceptAsync(step.Events, cancellation);
        await site.WaitForAsync(result.Position, cancellation);
        return result;
    }
}
