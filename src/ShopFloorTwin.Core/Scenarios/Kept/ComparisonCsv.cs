using System.Text;

namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>The orders that kept scenarios change as a table for a spreadsheet (RFC 4180): of one scenario after the other, the most changed order first.</summary>
public static class ComparisonCsv
{
    /// <param name="scenarios">Id and answer of each, on one floor; an answer that is null: the scenario does not fit it.</param>
    public static string Of(IReadOnlyList<(string Id, WhatIfAnswer? Answer)> scenarios)
    {
        var text = new StringBuilder(CsvText.Row(
            "scenario", "order", "p50Before", "p80Before", "lateProbabilityBefore", "latenessMinutesBefore", "p50After", "p80After", "lateProbabilityAfter", "latenessMinutesAfter"));
        var orders = Comparison.Orders([.. scenarios.Select(one => one.Answer)]);
        for (var i = 0; i < scenarios.Count; i++)
        {
            foreach (var order in orders)
            {
                var (before, after) = (order.Base, order.Scenarios[i]);
                text.Append(CsvText.Row(
                    scenarios[i].Id, order.Order, before?.P50, before?.P80, before?.LateProbability, before?.ExpectedLatenessMinutes, after?.P50, after?.P80, after?.LateProbability, after?.ExpectedLatenessMinutes));
            }
        }
        return text.ToString();
    }
}
