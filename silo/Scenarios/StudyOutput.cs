using System.Globalization;
using Spectre.Console;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Scenarios;

/// <summary>A stress test or a sweep as a table, JSON or CSV.</summary>
internal static class StudyOutput
{
    /// <param name="terminal">To write to.</param>
    /// <param name="study">What was found.</param>
    /// <param name="variants">What its variants are, as the head of their column.</param>
    /// <param name="form">Of what is written.</param>
    public static void Write(Terminal terminal, Study study, string variants, OutputForm form)
    {
        if (form == OutputForm.Json)
            terminal.WriteJson(study, CommandJson.Options);
        else if (form == OutputForm.Csv)
            terminal.Output.Write(StudyCsv.Of(study));
        else
            Show(terminal, study, variants);
    }

    private static void Show(Terminal terminal, Study study, string variants)
    {
        var isRanked = study.Items.Any(one => one.Rank is not null);
        var table = new Table().AddColumns([.. isRanked ? ["rank"] : Array.Empty<string>(), variants, "lateness", "95 %", "late orders", "at risk", "orders later", "most changed", "to the next"]);
        foreach (var one in study.Items)
        {
            table.AddRow(
            [
                .. isRanked ? [Places(one.Rank)] : Array.Empty<string>(),
                Markup.Escape(one.Text), CellText.Hours(one.Change.TardinessMinutes), Interval(one.Difference.ExpectedTardinessMinutes), CellText.Signed(one.Change.LateOrders),
                one.Change.AtRisk.ToString("+0;-0;0", CultureInfo.InvariantCulture), one.OrdersLater.ToString(CultureInfo.InvariantCulture), Markup.Escape(one.Orders.Count > 0 ? one.Orders[0].Order : ""),
                one.ToNext is null ? "" : one.TiedWithNext ? "cannot be told apart" : CellText.Hours(one.ToNext.Value),
            ]);
        }
        terminal.Write(table);
        terminal.Output.WriteLine($"{study.Items.Count} of {study.Of} tried, as of {CellText.Time(study.AsOf)} UTC.");
    }

    private static string Places(RankRange? rank) => rank is null ? "" : rank.From == rank.To ? $"{rank.From}" : $"{rank.From} to {rank.To}";

    private static string Interval(Difference difference) => $"{CellText.Hours(difference.Low)} to {CellText.Hours(difference.High)}";
}
