using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>
/// frePPLe's planning engine in a child process, with <c>planner.py</c> inside it: no database, no web application.
/// One request at a time. Disposing ends it.
/// </summary>
internal sealed class FreppleProcess : IAsyncDisposable
{
    private const char AnswerMark = '@';
    private const int LinesMax = 20;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Process _process;
    private readonly Queue<string> _said = new();

    private FreppleProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
    }

    /// <param name="executable">Of frePPLe: <c>frepple</c>, with its library beside it or where the loader finds it.</param>
    public static FreppleProcess Start(string executable)
    {
        var start = new ProcessStartInfo(executable, [Path.Combine(AppContext.BaseDirectory, "Frepple", "planner.py")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Local times are written into a process without a zone, or the engine would shift some of them.
        start.Environment["TZ"] = "UTC";
        return new FreppleProcess(Process.Start(start)!);
    }

    /// <summary>Reads a plant from its XML.</summary>
    public Task<Loaded> LoadAsync(string file, CancellationToken cancellation) => AskAsync<Loaded>(new { @do = "load", file }, cancellation);

    /// <summary>A new plan of the whole plant with changes, which are taken back afterwards.</summary>
    /// <param name="withEnds">Whether the answer carries the end of each order.</param>
    public Task<Planned> PlanAsync(IReadOnlyList<object> edits, bool withEnds, CancellationToken cancellation) =>
        AskAsync<Planned>(new { @do = "plan", edits, ends = withEnds }, cancellation);

    private async Task<T> AskAsync<T>(object request, CancellationToken cancellation)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, Json).AsMemory(), cancellation);
        await _process.StandardInput.FlushAsync(cancellation);
        while (await _process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (!line.StartsWith(AnswerMark))
            {
                Note(line);
                continue;
            }
            using var answer = JsonDocument.Parse(line.AsMemory(1));
            if (answer.RootElement.TryGetProperty("error", out var error))
                throw new InvalidDataException($"frePPLe refuses: {error.GetString()}; {LastLines()}");
            return answer.Deserialize<T>(Json)!;
        }
        await _process.WaitForExitAsync(cancellation);
        throw new InvalidOperationException($"frePPLe ended with {_process.ExitCode}: {LastLines()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private string LastLines()
    {
        lock (_said)
            return string.Join(" | ", _said);
    }

    private void Note(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > LinesMax)
                _said.Dequeue();
        }
    }
}

/// <summary>A plant that was read.</summary>
/// <param name="Seconds">Taken by the engine's reader.</param>
/// <param name="Purchases">Confirmed purchases found afterwards.</param>
internal sealed record Loaded(double Seconds, int Purchases);

/// <summary>A plan that was made.</summary>
/// <param name="SolveSeconds">Erasing the old plan and making the new one.</param>
/// <param name="CpuSeconds">Processor time of that, all threads.</param>
/// <param name="ReadSeconds">Reading each order's end.</param>
/// <param name="Orders">Orders that have an end.</param>
/// <param name="Ends">Of each order, local time; null: not planned.</param>
internal sealed record Planned(
    [property: JsonPropertyName("solve")] double SolveSeconds,
    [property: JsonPropertyName("cpu")] double CpuSeconds,
    [property: JsonPropertyName("read")] double ReadSeconds,
    [property: JsonPropertyName("planned")] int Orders,
    [property: JsonPropertyName("ends")] IReadOnlyDictionary<string, string?>? Ends);
