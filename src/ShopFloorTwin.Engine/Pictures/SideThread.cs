using System.Runtime.InteropServices;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// Runs long arithmetic beside the live site, on a thread of its own that ends with it and gives way: less than normal priority, and
/// where that means nothing (Linux has none for a thread) a nice value.
/// </summary>
internal static partial class SideThread
{
    // Of ten: what it gets beside a busy thread is a tenth. Of nineteen it is a sixtieth.
    private const int Process = 0, ThisThread = 0, Nice = 10, NiceLast = 19;

    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) => RunAsync(work, false, cancellation);

    /// <summary>The same for what nobody waits for: it gives way to that too.</summary>
    public static Task<T> RunLastAsync<T>(Func<T> work, CancellationToken cancellation) => RunAsync(work, true, cancellation);

    private static Task<T> RunAsync<T>(Func<T> work, bool isLast, CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            GiveWay(isLast);
            return work();
        },
        cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void GiveWay(bool isLast)
    {
        Thread.CurrentThread.Priority = isLast ? ThreadPriority.Lowest : ThreadPriority.BelowNormal;
        // What cannot be lowered runs as it is: it is a courtesy, not a promise.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(Process, ThisThread, isLast ? NiceLast : Nice);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int priority);
}
