using System.Text.Json;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Tests.Commands;

/// <summary>Runs commands in this process, on a data folder of their own.</summary>
public sealed class CommandLine : IDisposable
{
    public TemporaryFolder Folder { get; } = new();
    public string Data => Folder.File("data");

    /// <summary>What a command printed, and how it ended.</summary>
    public sealed record Answer(ExitCode Code, string Output, string Error)
    {
        public IReadOnlyList<JsonElement> Json => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    public async Task<Answer> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await TwinCommandLine.RunAsync(
            [.. arguments, $"--Twin:Data={Data}"], new Terminal(output, error), TestContext.Current.CancellationToken);
        return new Answer((ExitCode)code, output.ToString(), error.ToString());
    }

    public void Dispose() => Folder.Dispose();
}
