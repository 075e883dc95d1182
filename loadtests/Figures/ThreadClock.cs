using System.Runtime.InteropServices;

namespace ShopFloorTwin.LoadTests.Figures;

/// <summary>Processor time of this thread: what other work on the machine takes is not in it.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Nanoseconds since the thread began.</summary>
    public static long Nanoseconds()
    {
        if (GetTime(ThreadCpuTime, out var time) != 0)
            throw new PlatformNotSupportedException("clock_gettime gives no processor time of a thread");
        return time.Seconds * 1_000_000_000 + time.Nanoseconds;
    }

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out TimeSpec time);
}
