using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace ShopFloorTwin.Deploy.Tests;

/// <summary>The real program in a process of its own, started as the image starts it: nothing but variables.</summary>
internal sealed class RunningSilo : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly HttpClient _http;

    private RunningSilo(Process process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address };
        (_output, _error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public static RunningSilo Start(IReadOnlyDictionary<string, string> variables, int port)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "silo.dll")])
        {
            // Nothing lies there, and nothing may be written there.
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return new(Process.Start(start)!, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")));
    }

    /// <summary>Asks until it answers with this status.</summary>
    public async Task WaitForAsync(string path, HttpStatusCode status)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!_process.HasExited && !deadline.IsCancellationRequested)
        {
            if (await StatusOfAsync(path, deadline.Token) == status)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"{path} did not answer {status} within {Deadline}: {(_process.HasExited ? await _output + await _error : "the silo still runs")}");
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<HttpStatusCode?> StatusOfAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(path, cancellation);
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
