namespace ShopFloorTwin.Silo.Commands;

/// <summary>Ends a command with one line on stderr and an exit code.</summary>
public sealed class CommandFailure(ExitCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode Code { get; } = code;
}
