using System.Text;

namespace ShopFloorTwin.Core.Scenarios.Stress;

/// <summary>A study as a table for a spreadsheet (RFC 4180), a variant a line, in the study's order.</summary>
public static class StudyCsv
{
    public static string Of(Study study)
    {
        var text = new StringBuilder(CsvText.Row(
            "what", "text", "lateOrders", "atRisk", "tardinessMinutes", "valueLate", "ordersLater", "worstOrder",
            "lateOrdersError", "lateOrdersLow", "lateOrdersHigh", "tardinessMinutesError", "tardinessMinutesLow", "tardinessMinutesHigh", "tiedWithNext", "rankFrom", "rankTo"));
        foreach (var one in study.Items)
        {
            var (late, minutes) = (one.Difference.ExpectedLateOrders, one.Difference.ExpectedTardinessMinutes);
            text.Append(CsvText.Row(
                one.Label, one.Text, Number(one.Change.LateOrders), one.Change.AtRisk, Number(one.Change.TardinessMinutes), Number(one.Change.ValueLate), one.OrdersLater, one.Orders.Count > 0 ? one.Orders[0].Order : null,
                Number(late.StandardError), Number(late.Low), Number(late.High), Number(minutes.StandardError), Number(minutes.Low), Number(minutes.High), one.TiedWithNext ? "yes" : "no", one.Rank?.From, one.Rank?.To));
        }
        return text.ToString();
    }

    private static double Number(double number) => Math.Round(number, 4);
}
