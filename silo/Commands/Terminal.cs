using System.Text.Json;
using Spectre.Console;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>Where a command writes: answers to stdout, progress and faults to stderr.</summary>
/// <param name="isOutputTerminal">Whether somebody reads stdout on a screen: colours, and the screen's width.</param>
/// <param name="isErrorTerminal">The same for stderr: progress that redraws itself.</param>
public sealed class Terminal(TextWriter output, TextWriter error, bool isOutputTerminal = false, bool isErrorTerminal = false)
{
    /// <summary>Columns of a table where there is no screen.</summary>
    private const int PipeColumns = 160;

    /// <summary>Answers: tables, or JSON with <c>--json</c>. Nothing else, so that it can be piped.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Progress and faults.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    /// <summary>One JSON value on a line of its own.</summary>
    public void WriteJson<T>(T value, JsonSerializerOptions options) => Output.WriteLine(JsonSerializer.Serialize(value, options));

    /// <summary>A table on stdout.</summary>
    public void Write(Table table)
    {
        var console = ConsoleOn(Output, isOutputTerminal);
        if (!isOutputTerminal)
            console.Profile.Width = PipeColumns;
        console.Write(table);
    }

    /// <summary>Runs long work with its progress on stderr; <paramref name="work"/> says how far it is, from 0 to 1.</summary>
    public Task WithProgressAsync(string what, Func<Action<double>, Task> work) =>
        ConsoleOn(Error, isErrorTerminal).Progress().AutoClear(true).StartAsync(context =>
        {
            var task = context.AddTask(Markup.Escape(what), maxValue: 1);
            return work(share => task.Value = share);
        });

    private static IAnsiConsole ConsoleOn(TextWriter writer, bool isTerminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
    });
}
