using System.CommandLine;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Hosting;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>What every command has at hand.</summary>
/// <param name="Terminal">Where it writes.</param>
/// <param name="ConfigurationValues">The configuration keys of the command line.</param>
/// <param name="Time">The clock.</param>
public sealed record CommandContext(Terminal Terminal, IReadOnlyList<KeyValuePair<string, string?>> ConfigurationValues, TimeProvider Time) : IDisposable
{
    /// <summary>Who asks the engine, and owns what is kept, from here: whoever can open the store is an admin of it.</summary>
    public const string Caller = "command-line";

    private ILoggerFactory? _logs;

    /// <summary><c>--json</c>, the same for every command that answers.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "The machine form: JSON on stdout." };

    /// <summary>Of the process; disposing the context writes out what is left.</summary>
    public ILoggerFactory Logs => _logs ??= TwinLogging.Create(ReadConfiguration());

    public void Dispose() => _logs?.Dispose();

    /// <exception cref="ConfigurationFault">The configuration is wrong.</exception>
    public IConfigurationRoot ReadConfiguration() => ConfigurationSources.Read(ConfigurationValues);

    /// <exception cref="ConfigurationFault">The configuration is wrong.</exception>
    public TwinSettings ReadSettings() => new TwinSettingsReader(ReadConfiguration()).Read();

    /// <summary>Opens the store and the engine in this process.</summary>
    /// <param name="instead">What to do with a server that holds the store.</param>
    /// <exception cref="CommandFailure">The store is held by another process.</exception>
    public async Task<OpenTwin> OpenAsync(TwinSettings settings, string instead, CancellationToken cancellation)
    {
        try
        {
            return await OpenTwin.OpenAsync(settings, serves: false, Time, Logs, cancellation);
        }
        catch (StoreRefusedException refused)
        {
            throw new CommandFailure(ExitCode.StoreUnavailable, $"{refused.Message} If it is a running server, {instead}.", refused);
        }
    }
}
