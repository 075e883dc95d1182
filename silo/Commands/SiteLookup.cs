using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>Finds the site a command is about.</summary>
internal static class SiteLookup
{
    /// <summary>The site, with everything journalled in its picture.</summary>
    /// <exception cref="CommandFailure">There is none of that id.</exception>
    public static async Task<ISiteTwin> ReadAsync(this ITwinEngine engine, string site, CancellationToken cancellation)
    {
        var sites = await engine.SitesAsync(cancellation);
        var twin = await engine.FindAsync(site, cancellation) ?? throw new CommandFailure(
            ExitCode.BadInput, $"there is no site {site}; there {(sites.Count == 0 ? "is none" : $"are {string.Join(", ", sites)}")}");
        await twin.CatchUpAsync(cancellation);
        return twin;
    }
}
