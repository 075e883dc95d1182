using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>Where a silo's process runs, and how it is reached.</summary>
/// <param name="Store">Connection string of the cluster's store.</param>
/// <param name="Arguments">Of the program, besides the store and its ports.</param>
/// <param name="Address">The silo's own, for its cluster and for HTTP.</param>
/// <param name="HttpAddress">For HTTP, where that is another one.</param>
/// <param name="Namespace">Network namespace; null: this one.</param>
/// <param name="Program">Folder of the program it is first started from; null: what was built with these tests.</param>
internal sealed record NodePlace(
    string Store, IReadOnlyList<string> Arguments, string Address = "127.0.0.1", string? HttpAddress = null, string? Namespace = null, string? Program = null);

/// <summary>A silo of the cluster: the real program in a process of its own, on the same ports each time it is started.</summary>
internal sealed partial class ClusterNode(string name, NodePlace place) : IAsyncDisposable
{
    public const string Key = "a-key-of-the-test-of-32-characters";
    public static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-node-").FullName;
    private readonly int _siloPort = FreePort(), _httpPort = FreePort();
    private readonly List<string> _said = [];
    private Process? _process;
    private HttpClient? _client;

    public string Name => name;

    /// <summary>Folder of the program it is started from next.</summary>
    public string Program { get; set; } = place.Program ?? AppContext.BaseDirectory;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>What it ended with; null: it runs, or was not started.</summary>
    public int? ExitCode => _process is { HasExited: true } ended ? ended.ExitCode : null;

    /// <summary>How often it ended by itself and was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>What it has said on stderr, over all its lives.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
                return [.. _said];
        }
    }

    /// <summary>Where it began to run a site: the journal's position, and that of the snapshot it began from.</summary>
    public IReadOnlyList<(long Position, long Snapshot)> Openings(string site) =>
    [
        .. Said.Select(line => Opened().Match(line)).Where(match => match.Success && match.Groups["site"].Value == site)
            .Select(match => (long.Parse(match.Groups["position"].Value, CultureInfo.InvariantCulture), long.Parse(match.Groups["snapshot"].Value, CultureInfo.InvariantCulture))),
    ];

    public HttpClient Client => _client ??= new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        BaseAddress = new Uri($"http://{place.HttpAddress ?? place.Address}:{_httpPort}"),
        Timeout = TimeSpan.FromSeconds(30),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
    };

    public void Start()
    {
        string[] command =
        [
            .. place.Namespace is { } inside ? (string[])["ip", "netns", "exec", inside] : [],
            "dotnet", Path.Combine(Program, "silo.dll"), "serve", $"--urls={Client.BaseAddress}", "--Twin:Demo=false", "--Twin:Engine=orleans",
            $"--Twin:Cluster:Address={place.Address}", $"--Twin:Cluster:SiloPort={_siloPort}",
            "--Logging:LogLevel:ShopFloorTwin.Orleans.Sites.FloorGrain=Information", "--Twin:Forecast:Samples=16", .. place.Arguments,
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["Twin__Store"] = place.Store, ["Auth__BootstrapKey"] = Key, ["DOTNET_gcServer"] = "0" },
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until calls may be sent there; starts it again, as a service manager does, when it says that it cannot go on now.</summary>
    public Task<TimeSpan> UntilReadyAsync() => Patience.UntilAsync(
        async () =>
        {
            StartIfEnded();
            return await IsReadyAsync();
        },
        $"{name} to be ready", StartDeadline);

    /// <summary>Only ends that the README tells of are taken for one.</summary>
    public void StartIfEnded()
    {
        if (ExitCode is not { } code)
            return;
        Assert.True(code is (int)Silo.Commands.ExitCode.StoreUnavailable or (int)Silo.Commands.ExitCode.VotedOut, $"{name} ended by itself with {code}:\n{string.Join('\n', Said.TakeLast(30))}");
        Restarts++;
        Start();
    }

    public async Task<bool> IsReadyAsync() => await StatusAsync("/health/ready") == HttpStatusCode.OK;

    /// <summary>Null: there was no answer in time.</summary>
    public async Task<HttpStatusCode?> StatusAsync(string path)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(AnswerMax);
        try
        {
            using var answer = await Client.GetAsync(path, patience.Token);
            return answer.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public void AskToStop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience, TimeProvider.System);
        await _process!.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _client?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"\] (?<site>\S+) is open at position (?<position>\d+) \(snapshot (?<snapshot>\d+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Opened();

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.Add(line);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
