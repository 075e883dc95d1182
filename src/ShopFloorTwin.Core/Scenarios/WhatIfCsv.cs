using System.Globalization;
using System.Text;

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
            text.AppendJoin(',', [
                Cell(order.Order), Word(order.Change), Time(before?.Forecast.P50), Time(after?.Forecast.P50), Number(order.P50Minutes),
                Time(before?.Forecast.P80), Time(after?.Forecast.P80), Number(before?.LateProbability), Number(after?.LateProbability),
                Number(before?.ExpectedLatenessMinutes), Number(after?.ExpectedLatenessMinutes), Number(difference.Value), Number(difference.Low), Number(difference.High),
                before is null ? "" : Word(before.Risk), after is null ? "" : Word(after.Risk), Cause(before), Cause(after),
            ]).Append("\r\n");
        }
        return text.ToString();
    }

    private static string Cause(OrderAnswer? answer) => answer is { Causes: [var first, ..] } ? Cell(first.Text) : "";

    private static string Word<T>(T word)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What a spreadsheet would take for a formula stays text.</summary>
    private static string Cell(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
