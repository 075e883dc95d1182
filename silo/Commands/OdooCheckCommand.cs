using System.CommandLine;
using System.Globalization;
using ShopFloorTwin.Odoo.Checking;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Silo.Configuration;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>odoo check</c>: version, protocol, modules, rights and rate of the configured Odoo instances, and what to mend.</summary>
public static class OdooCheckCommand
{
    private sealed record Answer(bool Ready, IReadOnlyList<OdooReport> Instances);

    public static Command Create(CommandContext context)
    {
        var instance = new Argument<string?>("instance") { Description = "One of the configured instances; left out: all.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("check", "Tells of each Odoo its version, modules, missing rights and the rate it sustains, with calls that change nothing.") { instance, context.Json };
        command.SetAction(async (parsed, cancellation) => (int)await RunAsync(context, parsed.GetValue(instance), parsed.GetValue(context.Json), cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string? instance, bool json, CancellationToken cancellation)
    {
        var reports = new List<OdooReport>();
        foreach (var odoo in Chosen(context.ReadSettings().Odoo, instance))
        {
            var check = new OdooCheck(odoo.Connection, [.. odoo.Keys.Select(source => (source.Name, new RotatingKeys(source).Current()[0]))], odoo.Sites, context.Time);
            await context.Terminal.WithProgressAsync($"{odoo.Instance}: {odoo.Connection.Url}", async _ => reports.Add(await check.RunAsync(cancellation)));
        }
        var ready = reports.TrueForAll(report => report.IsReady);
        if (json)
            context.Terminal.WriteJson(new Answer(ready, reports), CommandJson.Options);
        else
            reports.ForEach(report => Show(context.Terminal.Output, report));
        return ready ? ExitCode.Ok : reports.Exists(report => !report.IsOpen) ? ExitCode.OdooUnavailable : ExitCode.Failed;
    }

    private static List<OdooSettings> Chosen(IReadOnlyList<OdooSettings> all, string? instance)
    {
        if (all.Count == 0)
            throw new ConfigurationFault("Odoo", "no instance is configured: give Odoo:main:Url, Odoo:main:Database and Odoo:main:ApiKeyFile");
        var chosen = all.Where(odoo => instance is null || odoo.Instance.Equals(instance, StringComparison.OrdinalIgnoreCase)).ToList();
        return chosen.Count > 0 ? chosen : throw new CommandFailure(ExitCode.Usage, $"there is no Odoo instance {instance}: write {string.Join(" or ", all.Select(odoo => odoo.Instance))}");
    }

    private static void Show(TextWriter output, OdooReport report)
    {
        output.WriteLine($"{report.Instance}: {report.Url}, {(report.Version is { } version ? $"Odoo {version}" : "not reached")}, {report.Protocol}");
        foreach (var (name, text) in Lines(report))
            output.WriteLine($"  {name,-8} {text}");
        foreach (var finding in report.Findings)
            output.WriteLine($"  {(finding.Blocks ? "mend" : "note"),-8} {finding.Line}");
        var blocking = report.Findings.Count(finding => finding.Blocks);
        output.WriteLine(report.IsReady ? $"{report.Instance} is ready." : $"{report.Instance} is not ready: {blocking} to mend.");
    }

    private static IEnumerable<(string Name, string Text)> Lines(OdooReport report)
    {
        if (!report.IsOpen)
            yield break;
        yield return ("user", $"{report.User}{(report.Database is { } database ? $", database {database}" : "")}");
        yield return ("modules", $"{string.Join(", ", report.Modules)}{(report.ModulesAbsent.Count > 0 ? $"; not there: {string.Join(", ", report.ModulesAbsent)}" : "")}");
        yield return ("rights", $"{report.RightsAsked - report.RightsMissing.Count} of {report.RightsAsked}");
        foreach (var site in report.Sites)
            yield return ("site", $"{site.Site}: {site.Name}, {site.Currency}, {(site.Warehouses is { } count ? $"{count} of its warehouses" : "all warehouses")}");
        if (report.Rate is { } rate)
            yield return ("rate", string.Create(CultureInfo.InvariantCulture, $"{rate.CallsPerSecond:0.#} reads a second, one after the other (median {rate.P50Ms:0} ms, 95th percentile {rate.P95Ms:0} ms, {rate.Calls} calls)"));
    }
}
