using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Board;

/// <summary>The risk of an order as a mark: by word and form, not by colour alone.</summary>
internal static class Badge
{
    public static string Kind(Risk risk) => risk switch
    {
        Risk.Late => "late",
        Risk.AtRisk => "atrisk",
        Risk.Watch => "watch",
        _ => "ontrack",
    };

    public static Html Of(Risk risk)
    {
        var (mark, word) = risk switch
        {
            Risk.Late => ("▲", "Late"),
            Risk.AtRisk => ("◆", "At risk"),
            Risk.Watch => ("●", "Watch"),
            _ => ("○", "On track"),
        };
        return new Html().Add($"<span class=\"badge {Kind(risk)}\"><span aria-hidden=\"true\">{mark}</span> {word}</span>");
    }
}
