using System.CommandLine;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Hosting;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>odoo reconcile</c>: what the twin wrote, held against what stands in Odoo; what waits and what is parked. Changes nothing.</summary>
public static class OdooReconcileCommand
{
    private sealed record Answer(bool Equal, IReadOnlyDictionary<string, ReconciliationReport> Instances);

    public static Command Create(CommandContext context)
    {
        var command = new Command("reconcile", "Compares what the twin wrote with what stands in Odoo. While a server has the store, it does so by itself and raises exceptions.") { context.Json };
        command.SetAction(async (parsed, cancellation) => (int)await RunAsync(context, parsed.GetValue(context.Json), cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, bool json, CancellationToken cancellation)
    {
        var settings = context.ReadSettings();
        if (!settings.HasOdoo)
            throw new ConfigurationFault("Odoo", "no instance is configured: give Odoo:main:Url, Odoo:main:Database and Odoo:main:ApiKeyFile");
        await using var store = await OpenTwin.OpenStoreAsync(settings, context.Time, cancellation);
        var reports = new Dictionary<string, ReconciliationReport>(StringComparer.Ordinal);
        foreach (var odoo in settings.Odoo)
        {
            using var client = odoo.NewClient(context.Time, context.Logs);
            reports[odoo.Instance] = await new Reconciliation(client, store.Intents).RunAsync(null, cancellation);
        }
        var equal = reports.Values.All(report => report.Findings.Count == 0 && report.Parked == 0);
        if (json)
            context.Terminal.WriteJson(new Answer(equal, reports), CommandJson.Options);
        else
            Show(context.Terminal.Output, reports);
        return equal ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Show(TextWriter output, Dictionary<string, ReconciliationReport> reports)
    {
        foreach (var (instance, report) in reports)
        {
            output.WriteLine($"{instance}: {report.Compared} writes compared, {report.Findings.Count} differ; {report.Waiting} wait{(report.WaitingSince is { } since ? $" since {since:u}" : "")}, {report.Parked} are parked.");
            foreach (var finding in report.Findings)
                output.WriteLine($"  {finding.Kind,-8} {finding.Text}");
        }
    }
}
