using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Silo.Configuration;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>odoo import</c>: reads a site from its Odoo once, and says what of it could not be taken as it stands. The store is not touched.</summary>
public sealed class OdooImportCommand
{
    /// <summary>Findings shown; the rest is counted.</summary>
    private const int FindingsShown = 20;

    private sealed record Answer(
        string Instance, string Site, string? Plant, int Orders, int Products, int WorkCenters, int PurchaseOrders, int Calls, int Rows,
        IReadOnlyDictionary<string, int> FindingCounts, IReadOnlyList<OdooFinding> Findings);

    private readonly CommandContext _context;
    private readonly Argument<string?> _site = new("site") { Description = "One of the configured sites; left out: the only one.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<FileInfo?> _out = new("--out") { Description = "Where the plant document goes, for 'import'." };

    private OdooImportCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var self = new OdooImportCommand(context);
        var command = new Command("import", "Reads a site from its Odoo once, and lists what of it somebody should look at.") { self._site, self._out, context.Json };
        command.SetAction(async (parsed, cancellation) => (int)await self.RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (odoo, site) = Chosen(_context.ReadSettings().Odoo, parsed.GetValue(_site));
        using var client = odoo.NewClient(_context.Time, _context.Logs);
        var reader = new SiteReader(client, site, _context.Time, odoo.Rhythm.Overlap);
        var reading = await ReadAsync(odoo, reader, cancellation);
        var plant = reading.Plant!;
        reader.Accept(reading);
        var file = parsed.GetValue(_out);
        if (file is not null)
            await WriteAsync(file, plant, cancellation);

        var answer = new Answer(
            odoo.Instance, plant.Site, file?.ToString(), plant.Orders.Count, plant.Products.Count, plant.WorkCenters.Count, plant.PurchaseOrders.Count,
            reading.Calls, reading.Rows, reader.Findings.Counts, reader.Findings.Items);
        if (parsed.GetValue(_context.Json))
            _context.Terminal.WriteJson(answer, CommandJson.Options);
        else
            Show(_context.Terminal.Output, answer);
        return ExitCode.Ok;
    }

    private static (OdooSettings Odoo, OdooSiteOptions Site) Chosen(IReadOnlyList<OdooSettings> all, string? site)
    {
        var sites = all.SelectMany(odoo => odoo.Sites.Select(one => (Odoo: odoo, Site: one))).ToList();
        if (sites.Count == 0)
            throw new ConfigurationFault("Odoo", "no instance is configured: give Odoo:main:Url, Odoo:main:Database and Odoo:main:ApiKeyFile");
        var chosen = sites.Where(one => site is null || one.Site.Site.Equals(site, StringComparison.OrdinalIgnoreCase)).ToList();
        var names = string.Join(" or ", sites.Select(one => one.Site.Site));
        return chosen.Count switch
        {
            1 => chosen[0],
            0 => throw new CommandFailure(ExitCode.Usage, $"there is no site {site} of an Odoo: write {names}"),
            _ => throw new CommandFailure(ExitCode.Usage, $"several sites are configured: write {names}"),
        };
    }

    private async Task<SiteReading> ReadAsync(OdooSettings odoo, SiteReader reader, CancellationToken cancellation)
    {
        try
        {
            SiteReading? reading = null;
            await _context.Terminal.WithProgressAsync($"{odoo.Instance}: {odoo.Connection.Url}", async _ => reading = await reader.ReadAllAsync(TwinKnowledge.Nothing, cancellation));
            return reading!;
        }
        catch (OdooFault fault)
        {
            throw new CommandFailure(ExitCode.OdooUnavailable, $"Odoo:{odoo.Instance}: {fault.Answer.Message} ({fault.Call}); see 'odoo check'", fault);
        }
        catch (SiteScopeFault fault)
        {
            throw new CommandFailure(ExitCode.Usage, $"Odoo:{odoo.Instance}:{fault.Message}", fault);
        }
    }

    private static async Task WriteAsync(FileInfo file, PlantDocument plant, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllBytesAsync(file.FullName, PlantWriter.Write(plant), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{file} cannot be written: {e.Message}", e);
        }
    }

    private static void Show(TextWriter output, Answer answer)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{answer.Site} from {answer.Instance}: {answer.Orders} orders, {answer.Products} products, {answer.WorkCenters} work centers, {answer.PurchaseOrders} purchase orders, in {answer.Calls} calls and {answer.Rows} rows."));
        if (answer.Plant is not null)
            output.WriteLine($"Written to {answer.Plant}.");
        foreach (var finding in answer.Findings.Take(FindingsShown))
            output.WriteLine($"  {finding.Kind,-24} {finding}");
        var found = answer.FindingCounts.Values.Sum();
        output.WriteLine(found == 0 ? "Nothing to look at." : $"{found} to look at{(found > FindingsShown ? ", all with --json" : "")}: {string.Join(", ", answer.FindingCounts.OrderByDescending(count => count.Value).Select(count => $"{count.Value} {count.Key}"))}.");
    }
}
