namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>Waits for what another process does.</summary>
internal static class Patience
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until it is so.</summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> condition, string what, TimeSpan patience)
    {
        var from = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(from) < patience, $"after {patience.TotalSeconds:0} s still waiting for {what}");
            await Task.Delay(Between, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        return TimeProvider.System.GetElapsedTime(from);
    }
}
