using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Board;

/// <summary>Why an order will be late, in words and as chains.</summary>
internal static class Causes
{
    /// <summary>The main cause, and how many more there are.</summary>
    public static Html Short(OrderView order)
    {
        if (order.Causes.Count == 0)
            return new Html().Add($"<span class=\"none\">–</span>");
        var main = order.Causes[0];
        var more = order.Causes.Count > 1 ? $" · {order.Causes.Count - 1} more" : "";
        return new Html().Add($"<span class=\"cause\">{main.Text}</span><span class=\"sub\">{Kind(main)} · {Share(main)} of the delay{more}</span>");
    }

    /// <summary>Every cause with its share and its chain from the root event.</summary>
    public static Html All(OrderView order)
    {
        if (order.Causes.Count == 0)
            return new Html().Add($"<p class=\"calm\">Nothing makes it late.</p>");
        var list = new Html().Add($"<ol class=\"causes\">");
        foreach (var cause in order.Causes)
        {
            list.Add($"""
                <li>
                <p class="cause">{cause.Text}</p>
                <p class="sub"><meter min="0" max="1" value="{cause.Share}">{Share(cause)}</meter> {Share(cause)} · {LocalTimes.Span(cause.Minutes)} · {Kind(cause)}{Event(cause)}</p>
                {Chain(cause)}
                </li>
                """);
        }
        return list.Add($"</ol>");
    }

    private static Html Chain(CauseView cause)
    {
        var chain = new Html().Add($"<ol class=\"chain\">");
        foreach (var link in cause.Chain)
            chain.Add($"<li><code>{link.Subject}</code> {link.Text}</li>");
        return chain.Add($"</ol>");
    }

    private static string Share(CauseView cause) => $"{Math.Round(100 * cause.Share)} %";

    private static string Event(CauseView cause) => cause.Event is { } id ? $" · event {id}" : "";

    private static string Kind(CauseView cause) => cause.Kind switch
    {
        "componentShortage" => "component shortage",
        "supplierDelay" => "supplier delay",
        "workCenterDown" => "work center down",
        "latePredecessor" => "late predecessor",
        "slowOperation" => "slow operation",
        "qualityHold" => "quality hold",
        var other => other,
    };
}
