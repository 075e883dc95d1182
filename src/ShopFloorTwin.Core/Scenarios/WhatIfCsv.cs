using System.Text;
using System.Text.Json;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>The orders of an answer as a table for a spreadsheet (RFC 4180), the one whose lateness changed most first.</summary>
public static class WhatIfCsv
{
    private const string Header =
        "order,change,p50Before,p50After,p50Minutes,p80Before,p80After,lateProbabilityBefore,lateProbabilityAfter,"
        + "latenessMinutesBefore,latenessMinutesAfter,latenessMinutesDifference,differenceLow,differenceHigh,riskBefore,riskAfter,causeBefore,causeAfter";

    public static string Of(WhatIfAnswer answer)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var order in answer.Orders)
        {
            var (before, after, difference) = (order.Before, order.After, order.ExpectedLatenessMinutes);
            text.Append(CsvText.Row(
                order.Order, Word(order.Change), before?.Forecast.P50, after?.Forecast.P50, Number(order.P50Minutes),
                before?.Forecast.P80, after?.Forecast.P80, Number(before?.LateProbability), Number(after?.LateProbability),
                Number(before?.ExpectedLatenessMinutes), Number(after?.ExpectedLatenessMinutes), Number(difference.Value), Number(difference.Low), Number(difference.High),
                before is null ? null : Word(before.Risk), after is null ? null : Word(after.Risk), Cause(before), Cause(after)));
        }
        return text.ToString();
    }

    private static string? Cause(OrderAnswer? answer) => answer is { Causes: [var first, ..] } ? first.Text : null;

    private static string Word<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static double? Number(double? number) => number is { } known ? Math.Round(known, 4) : null;
}
