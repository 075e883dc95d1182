using System.Diagnostics;
using System.Globalization;

namespace ShopFloorTwin.Silo.Tests.Hosting;

/// <summary>The real program, in a process of its own, as <c>dotnet run --project silo</c> starts it.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _error;

    private SiloProcess(Process process) => (_process, _error) = (process, process.StandardError.ReadToEndAsync());

    public static SiloProcess Start(string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "silo.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        return new SiloProcess(Process.Start(start)!);
    }

    /// <summary>The first lines on stdout.</summary>
    public async Task<IReadOnlyList<string>> ReadLinesAsync(int count)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var lines = new List<string>();
        while (lines.Count < count)
        {
            var line = await _process.StandardOutput.ReadLineAsync(deadline.Token);
            lines.Add(line ?? throw new InvalidOperationException($"the server ended after {lines.Count} of {count} lines: {await _error}"));
        }
        return lines;
    }

    /// <summary>Asks it to stop, as a service manager or Ctrl-C does, and waits for its end.</summary>
    /// <param name="signal"><c>TERM</c> or <c>INT</c>.</param>
    public async Task<(int Code, string RestOfOutput, string Error)> StopAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await WaitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int Code, string RestOfOutput, string Error)> WaitAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var rest = await _process.StandardOutput.ReadToEndAsync(deadline.Token);
        await _process.WaitForExitAsync(deadline.Token);
        return (_process.ExitCode, rest, await _error);
    }

    /// <summary>Ends it with SIGKILL, if it has not ended.</summary>
    public async Task KillAsync()
    {
        if (_process.HasExited)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
