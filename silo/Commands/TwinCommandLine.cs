using System.CommandLine;
using ShopFloorTwin.Silo.Backtests;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Scenarios;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>The whole command line: takes the configuration out, parses the rest, runs the command, turns faults into exit codes.</summary>
public static class TwinCommandLine
{
    /// <summary>Time a command has to end after Ctrl-C: a drain and a snapshot.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(30);

    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            var split = ConfigurationArguments.Split(arguments);
            using var context = new CommandContext(terminal, split.Values, TimeProvider.System);
            var parsed = Root(context).Parse(split.Command);
            if (parsed.Errors.Count > 0)
                return Fail(terminal, ExitCode.Usage, $"{ParseFault.Describe(parsed.Errors[0].Message)} (see --help)");
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = terminal.Output,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TerminationTimeout,
                },
                cancellation);
        }
        catch (ConfigurationFault fault)
        {
            return Fail(terminal, ExitCode.Usage, fault.Message);
        }
        catch (CommandFailure failure)
        {
            return Fail(terminal, failure.Code, failure.Message);
        }
        catch (Exception e) when (e is StoreRefusedException or StoreUnavailableException)
        {
            return Fail(terminal, ExitCode.StoreUnavailable, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(terminal, ExitCode.Interrupted, "stopped before the work was done");
        }
        catch (Exception unexpected)
        {
            terminal.Error.WriteLine(unexpected);
            return Fail(terminal, ExitCode.Failed, $"unexpected: {unexpected.Message}");
        }
    }

    private static RootCommand Root(CommandContext context)
    {
        var serve = ServeCommand.Create(context);
        var root = new RootCommand("ShopFloorTwin: which orders will be late, how sure are we, why, and what would fix it. "
            + "Every configuration key is an option too: --Twin:Data=/var/lib/twin, --urls=http://127.0.0.1:5090.")
        {
            serve,
            ImportCommand.Create(context),
            ReplayCommand.Create(context),
            ForecastCommand.Create(context),
            WhatIfCommand.Create(context),
            ScorecardCommand.Create(context),
            VarianceCommand.Create(context),
            ScenarioCommand.Create(context),
            StressCommand.Create(context),
            SweepCommand.Create(context),
            VerifyCommand.Create(context),
            ConvertCommand.Create(context),
            BacktestCommand.Create(context),
            SimulateCommand.Create(context),
            OdooCommand.Create(context),
        };
        root.Action = serve.Action;
        return root;
    }

    private static int Fail(Terminal terminal, ExitCode code, string message)
    {
        terminal.Error.WriteLine(message.ReplaceLineEndings(" "));
        return (int)code;
    }
}
