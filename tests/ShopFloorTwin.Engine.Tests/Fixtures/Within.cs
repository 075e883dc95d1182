using System.Runtime.CompilerServices;

namespace ShopFloorTwin.Engine.Tests.Fixtures;

/// <summary>Waits with a deadline that names what was awaited.</summary>
internal static class Within
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task<T> Time<T>(ValueTask<T> work, [CallerArgumentExpression(nameof(work))] string? what = null)
    {
        try
        {
            return await work.AsTask().WaitAsync(Deadline);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}", late);
        }
    }

    public static Task<T> Time<T>(Task<T> work, [CallerArgumentExpression(nameof(work))] string? what = null) => Time(new ValueTask<T>(work), what);

    public static async Task Time(ValueTask work, [CallerArgumentExpression(nameof(work))] string? what = null) => await Time(Wrap(work), what);

    public static async Task Time(Task work, [CallerArgumentExpression(nameof(work))] string? what = null) => await Time(Wrap(new ValueTask(work)), what);

    /// <summary>Until the condition holds.</summary>
    public static Task Condition(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        Condition(() => Task.FromResult(condition()), what);

    /// <summary>Until the condition holds.</summary>
    public static async Task Condition(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Deadline)
                throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}");
            await Task.Yield();
        }
    }

    private static async ValueTask<bool> Wrap(ValueTask work)
    {
        await work;
        return true;
    }
}
