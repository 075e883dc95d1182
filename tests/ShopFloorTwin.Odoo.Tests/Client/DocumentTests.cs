using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using ShopFloorTwin.Odoo.Checking;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.Odoo.Tests.Client;

/// <summary>What the documents say of the client is what it does.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void Every_outcome_has_its_row_and_the_document_tells_which_are_tried_again()
    {
        var rows = Document("odoo.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        foreach (var outcome in Enum.GetValues<OdooOutcome>())
        {
            var row = Assert.Single(rows, row => row[1] == outcome.ToString().ToLowerInvariant());
            if (outcome != OdooOutcome.Done)
                Assert.True(row[3] == (outcome == OdooOutcome.Unknown ? "**perhaps**" : "no"), string.Join('|', row));
            if (outcome.IsFinal() || outcome == OdooOutcome.Address)
                Assert.Equal("no", row[4]);
        }
    }

    [Fact]
    public async Task Every_span_and_metric_is_described()
    {
        var names = new List<string> { "twin.odoo.call" };
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Name.StartsWith("twin.odoo.", StringComparison.Ordinal))
                    names.Add(instrument.Name);
            },
        };
        await using var peer = await Peer.OdooPeer.StartAsync();
        using var odoo = new OdooClient(peer.Connection(), new FixedKeys(Peer.OdooPeer.Key), TimeProvider.System);
        await odoo.SearchCountAsync("res.partner", OdooDomain.All);
        listener.Start();

        var telemetry = Document("telemetry.md");
        Assert.True(names.Count >= 5, string.Join(' ', names));
        Assert.All(names, name => Assert.Contains($"`{name}`", telemetry, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_right_is_of_a_module_that_is_asked_for_or_always_there() =>
        Assert.All(OdooNeeds.Rights, right => Assert.Contains(right.Module, OdooNeeds.Modules.Select(module => module.Name).Concat(["base", "mail"])));

    [Fact]
    public void Every_model_the_reader_takes_is_one_whose_right_is_asked_for()
    {
        var read = typeof(ShopFloorTwin.Odoo.Reading.OdooModels).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Empty(read.Except(OdooNeeds.Rights.Where(right => right.Operations.StartsWith("read", StringComparison.Ordinal)).Select(right => right.Model)));
    }

    private static string Document(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", name));
}
