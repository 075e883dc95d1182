using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace ShopFloorTwin.LoadTests.Hosting;

/// <summary>What a .NET process on this machine holds, in bytes.</summary>
internal static class ProcessMemory
{
    private const long GarbageCollection = 0x1;

    // Asking for it makes the runtime collect everything once.
    private const long CollectNow = 0x800000;

    /// <summary>Resident memory.</summary>
    public static long Resident(int processId) => Status(processId, "VmRSS:");

    /// <summary>The most that was ever resident.</summary>
    public static long ResidentPeak(int processId) => Status(processId, "VmHWM:");

    /// <summary>Live bytes of the managed heap: collects everything, and reads what the collector says is left.</summary>
    public static async Task<long> LiveHeapAsync(int processId, CancellationToken cancellation)
    {
        var client = new DiagnosticsClient(processId);
        var provider = new EventPipeProvider(ClrTraceEventParser.ProviderName, System.Diagnostics.Tracing.EventLevel.Informational, GarbageCollection | CollectNow);
        using var session = await client.StartEventPipeSessionAsync([provider], requestRundown: false, token: cancellation);
        using var source = new EventPipeEventSource(session.EventStream);
        var live = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var collecting = false;
        source.Clr.GCStart += start => collecting |= start.Depth == 2;
        source.Clr.GCHeapStats += stats =>
        {
            if (collecting)
                live.TrySetResult(stats.TotalHeapSize);
        };
        var reading = Task.Run(source.Process, cancellation);
        var bytes = await live.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellation);
        await session.StopAsync(cancellation);
        await reading;
        return bytes;
    }

    private static long Status(int processId, string field)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }
}
