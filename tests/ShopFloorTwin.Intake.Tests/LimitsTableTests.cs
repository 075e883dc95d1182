using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Intake.Tests;

public sealed class LimitsTableTests
{
    [Fact]
    public void The_table_for_operators_says_what_the_code_says()
    {
        var shown = File.ReadAllText(Path.Combine(Repository.Root, "docs", "limits.md"));
        var table = shown[shown.IndexOf("| limit |", StringComparison.Ordinal)..];

        Assert.Equal(Table(), table.ReplaceLineEndings("\n"));
    }

    private static string Table()
    {
        var summaries = XDocument.Load(Path.ChangeExtension(typeof(Limits).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith("F:", StringComparison.Ordinal))
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!.Value.Trim(), StringComparer.Ordinal);
        var table = new StringBuilder("| limit | value | of what, and what happens beyond |\n|---|---:|---|\n");
        foreach (var limit in typeof(Limits).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var value = Convert.ToDouble(limit.GetRawConstantValue(), CultureInfo.InvariantCulture).ToString("#,##0.####", CultureInfo.InvariantCulture);
            table.Append(CultureInfo.InvariantCulture, $"| {limit.Name} | {value} | {summaries[$"F:{typeof(Limits).FullName}.{limit.Name}"]} |\n");
        }
        return table.ToString();
    }
}
