using Microsoft.Extensions.Time.Testing;

namespace ShopFloorTwin.Odoo.Tests.Client;

/// <summary>Lets fake time pass while real work goes on.</summary>
public static class Clock
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Moves the clock on until the task is done.</summary>
    public static async Task<T> PassUntilDoneAsync<T>(this FakeTimeProvider time, Task<T> task, string what, TimeSpan? step = null)
    {
        var from = TimeProvider.System.GetTimestamp();
        while (!task.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(from) < Deadline, $"still waiting for {what}");
            time.Advance(step ?? TimeSpan.FromMilliseconds(50));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
        return await task;
    }

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var from = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(from) < Deadline, $"still waiting for {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }
}
