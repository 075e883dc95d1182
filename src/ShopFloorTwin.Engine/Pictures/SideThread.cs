using System.Runtime.InteropServices;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// Runs long arithmetic beside the live site, on a thread of its own that ends with it and gives way: less than normal priority, and
/// where that means nothing (Linux has none for a thread) a nice value.
/// </summary>
internal static partial class SideThread
{
    // Of ten: what it gets beside a busy thread is a tenth.
    private const int Process = 0, ThisThread = 0, Nice = 10;

    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            GiveWay();
            return work();
        },
        cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The same of work that waits for a store between its parts: each of them runs on that thread.</summary>
    public static Task RunAsync(Func<Task> work) => RunAsync(
        () =>
        {
            SideLoop.Run(work);
            return true;
        },
        CancellationToken.None);

    private static void GiveWay()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        // What cannot be lowered runs as it is: it is a courtesy, not a promise.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(Process, ThisThread, Nice);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int priority);
}
