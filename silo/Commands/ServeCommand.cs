using System.CommandLine;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Hosting;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>serve</c>, the default: the API, the board, and the demonstration plant when nothing else is there.</summary>
public static class ServeCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("serve", "Serves the twin: API, live stream, board. The default.");
        command.SetAction(async (_, cancellation) => (int)await RunAsync(context, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var configuration = context.ReadConfiguration();
        var settings = new TwinSettingsReader(configuration).Read();
        await using var server = await TwinServer.StartAsync(settings, configuration, context.Logs, context.Time, cancellation);
        foreach (var line in server.Greeting)
            context.Terminal.Output.WriteLine(line);
        await context.Terminal.Output.FlushAsync(cancellation);
        await server.WaitForStopAsync(cancellation);
        return ExitCode.Ok;
    }
}
