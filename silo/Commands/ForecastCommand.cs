using System.CommandLine;
using Spectre.Console;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>forecast --site</c>: the open orders of a site with their finish distributions, worst first.</summary>
public static class ForecastCommand
{
    private sealed record Answer(string Site, long Position, DateTimeOffset AsOf, IReadOnlyList<OrderView> Items);

    public static Command Create(CommandContext context)
    {
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var command = new Command("forecast", "Forecasts the open orders of a site, worst first.") { site, context.Json };
        command.SetAction(async (parsed, cancellation) =>
            (int)await RunAsync(context, parsed.GetRequiredValue(site), parsed.GetValue(context.Json), cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string site, bool json, CancellationToken cancellation)
    {
        await using var open = await context.OpenAsync(context.ReadSettings(), $"GET /api/v1/sites/{site}/orders there", cancellation);
        var twin = await open.Engine.ReadAsync(site, cancellation);
        var summary = await twin.SummaryAsync(withHash: false, cancellation);
        var orders = await twin.AllOrdersAsync(new OrderQuery(), cancellation);
        if (json)
            context.Terminal.WriteJson(new Answer(site, summary.Position, summary.AsOf, orders), CommandJson.Options);
        else
            Show(context.Terminal, orders, summary.AsOf);
        return ExitCode.Ok;
    }

    private static void Show(Terminal terminal, IReadOnlyList<OrderView> orders, DateTimeOffset asOf)
    {
        var table = new Table().AddColumns("order", "product", "due", "p10", "p50", "p80", "p95", "late", "risk", "cause");
        foreach (var order in orders)
            table.AddRow(
                Markup.Escape(order.Id), Markup.Escape(order.Product), CellText.Time(order.Due),
                CellText.Time(order.Forecast?.P10), CellText.Time(order.Forecast?.P50), CellText.Time(order.Forecast?.P80), CellText.Time(order.Forecast?.P95),
                CellText.Share(order.LateProbability), CellText.Risk(order.Risk), Markup.Escape(order.Causes.Count > 0 ? order.Causes[0].Text : ""));
        terminal.Write(table);
        terminal.Output.WriteLine($"{orders.Count} open orders, as of {CellText.Time(asOf)} UTC.");
    }
}
