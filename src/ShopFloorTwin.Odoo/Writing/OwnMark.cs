namespace ShopFloorTwin.Odoo.Writing;

/// <summary>Marks what the twin writes and would otherwise read back as news: a block it made is no machine that stopped.</summary>
public static class OwnMark
{
    private const string Mark = "ShopFloorTwin D-";

    /// <summary>The text, with the decision it stems from.</summary>
    public static string Put(string text, string decision) => $"{text} (ShopFloorTwin {decision})";

    /// <summary>Whether it is that decision's.</summary>
    public static bool IsOf(string text, string decision) => text.EndsWith($"(ShopFloorTwin {decision})", StringComparison.Ordinal);

    public static bool IsOn(string? text) => text?.Contains(Mark, StringComparison.Ordinal) == true;
}
