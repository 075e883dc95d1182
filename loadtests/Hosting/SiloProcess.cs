using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ShopFloorTwin.LoadTests.Hosting;

/// <summary>
/// The product as it is run: the silo of this build in a child process, on a free port of 127.0.0.1.
/// Disposing stops it as an operator would, and kills it when it does not stop.
/// </summary>
internal sealed partial class SiloProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private const int LinesMax = 1_000;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly List<string> _said = [];

    private SiloProcess(Process process, Uri address, string key)
    {
        _process = process;
        Client = new SiloClient(address, key);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public SiloClient Client { get; }
    public int Id => _process.Id;

    /// <summary>Processor time it has had, all threads.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a silo; returns at once.</summary>
    /// <param name="settings">More of its configuration, as <c>--Odoo:main:Url=…</c>.</param>
    public static SiloProcess Launch(SiloPlace place, params IReadOnlyList<string> settings) => LaunchSilo(place, settings);

    /// <summary>Starts a silo of the cluster of its place, which says when it opens a site; returns at once.</summary>
    public static SiloProcess LaunchMember(SiloPlace place) =>
        LaunchSilo(place, ["--Twin:Engine=orleans", $"--Twin:Cluster:SiloPort={FreePort()}", "--Logging:LogLevel:ShopFloorTwin.Orleans.Sites=Information"]);

    /// <summary>Starts the textbook design on Orleans in its place; returns at once.</summary>
    public static SiloProcess LaunchTextbook(SiloPlace place) => Launch(place, "textbook.dll", [$"--SiloPort={FreePort()}"]);

    private static SiloProcess LaunchSilo(SiloPlace place, IReadOnlyList<string> settings) =>
        Launch(place, "silo.dll", ["serve", $"--Twin:Data={place.Folder}", "--Twin:Demo=false", .. settings]);

    private static SiloProcess Launch(SiloPlace place, string program, IReadOnlyList<string> arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments, $"--urls={address}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = place.Folder,
        };
        // Secrets by the environment: the command line is everybody's to read.
        start.Environment["Auth__BootstrapKey"] = place.Key;
        if (place.Postgres is not null)
            start.Environment["Twin__Store"] = place.Postgres;
        return new SiloProcess(Process.Start(start)!, address, place.Key);
    }

    /// <summary>Starts a silo and waits until it is ready.</summary>
    public static Task<SiloProcess> StartAsync(SiloPlace place, CancellationToken cancellation, params IReadOnlyList<string> settings) =>
        StartAsync(Launch(place, settings), cancellation);

    /// <summary>Waits until a silo is ready, and ends it when it does not get so.</summary>
    public static async Task<SiloProcess> StartAsync(SiloProcess silo, CancellationToken cancellation)
    {
        try
        {
            await silo.ReadyAsync(cancellation);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="InvalidOperationException">The silo ended before it was ready; with its last lines.</exception>
    public async Task ReadyAsync(CancellationToken cancellation)
    {
        while (!await Client.IsReadyAsync(cancellation))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"the silo ended with {_process.ExitCode} before it was ready: {LastLines()}");
            await Task.Delay(5, cancellation);
        }
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it drains and takes its snapshots.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
            _ = SendSignal(_process.Id, Sigterm);
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException late)
        {
            await KillAsync();
            throw new TimeoutException($"the silo did not stop within {StopTimeout.TotalSeconds} s of SIGTERM: {LastLines()}", late);
        }
    }

    /// <summary>It has said this, lately.</summary>
    public bool HasSaid(string text)
    {
        lock (_said)
            return _said.Exists(line => line.Contains(text, StringComparison.Ordinal));
    }

    public string LastLines()
    {
        lock (_said)
            return string.Join(" | ", _said.TakeLast(5));
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_said)
        {
            _said.Add(line);
            if (_said.Count > LinesMax)
                _said.RemoveAt(0);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
