namespace ShopFloorTwin.Silo.Hosting;

/// <summary>The one logger factory of the process: on stderr, from warnings up, unless <c>Logging</c> says otherwise.</summary>
public static class TwinLogging
{
    public static ILoggerFactory Create(IConfiguration configuration) => LoggerFactory.Create(logging => logging
        .AddConfiguration(configuration.GetSection("Logging"))
        // The address of the board's first opening holds a key.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
        // A start that fails ends with the command's one line.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        // The same lost call is told of by Orleans.Messaging, once and not at each try.
        .AddFilter("Polly", LogLevel.None)
        // Advice on the garbage collector, at each start.
        .AddFilter("Orleans.Runtime.Silo", LogLevel.Error)
        // Takes the time since the machine's start for a stall; of a real one the silos' probes tell.
        .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error)
        .AddSimpleConsole(console => console.SingleLine = true)
        .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
