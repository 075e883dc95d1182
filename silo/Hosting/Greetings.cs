using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Demo;

namespace ShopFloorTwin.Silo.Hosting;

/// <summary>The five lines a started server shows: address, key, engine, store, sites.</summary>
internal static class Greetings
{
    public static IReadOnlyList<string> Of(TwinSettings settings, OpenTwin twin, IReadOnlyList<string> sites, IReadOnlyList<string> addresses, string? firstKey, bool isDemo) =>
    [
        $"Address  {string.Join(" ", addresses)}",
        $"Key      {Key(settings, addresses, firstKey)}",
        $"Engine   {settings.Engine.ToString().ToLowerInvariant()}, {settings.Clock.ToString().ToLowerInvariant()} clock, {settings.Samples} samples",
        $"Store    {twin.Store.Description}",
        $"Sites    {Sites(sites, isDemo)}",
    ];

    private static string Key(TwinSettings settings, IReadOnlyList<string> addresses, string? firstKey) =>
        firstKey is not null ? $"{firstKey}  (shown this once; opens the board once at {Reachable(addresses)}/?key={firstKey})"
        : settings.BootstrapKey is not null ? "as Auth:BootstrapKey says"
        : "made at an earlier start";

    private static string Sites(IReadOnlyList<string> sites, bool isDemo) =>
        sites.Count == 0 ? "none yet: PUT a plant document to /api/v1/sites/{site}/plant"
        : string.Join(", ", sites.Select(site => isDemo && site == DemoPlant.Site ? $"{site} (the demonstration plant, with a simulated feed)" : site));

    /// <summary>An address a browser takes: one that listens everywhere is reached at this machine's own name for itself.</summary>
    private static string Reachable(IReadOnlyList<string> addresses) => addresses.Count == 0 ? "" : addresses[0]
        .Replace("//[::]:", "//localhost:", StringComparison.Ordinal)
        .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal)
        .TrimEnd('/');
}
