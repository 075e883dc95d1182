using System.Runtime.InteropServices;

namespace ShopFloorTwin.LoadTests.Figures;

/// <summary>Processor time of this thread, or of this process: what other work on the machine takes is not in it.</summary>
internal static partial class ProcessorClock
{
    private const int ProcessCpuTime = 2;
    private const int ThreadCpuTime = 3;

    /// <summary>Nanoseconds since the thread began.</summary>
    public static long ThreadNanoseconds() => Nanoseconds(ThreadCpuTime);

    /// <summary>Nanoseconds of all threads since the process began, garbage collection and compilation included.</summary>
    public static long ProcessNanoseconds() => Nanoseconds(ProcessCpuTime);

    private static long Nanoseconds(int clock)
    {
        if (GetTime(clock, out var time) != 0)
            throw new PlatformNotSupportedException("clock_gettime gives no processor time");
        return time.Seconds * 1_000_000_000 + time.Nanoseconds;
    }

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out TimeSpec time);
}
