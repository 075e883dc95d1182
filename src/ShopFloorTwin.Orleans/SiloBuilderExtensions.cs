using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using ShopFloorTwin.Orleans.Erp;
using ShopFloorTwin.Orleans.Placement;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Orleans.Streams;

namespace ShopFloorTwin.Orleans;

/// <summary>What every silo of the product has, whatever membership and storage it runs on.</summary>
public static class SiloBuilderExtensions
{
    /// <summary>What a site of 100,000 orders needs to come back, with room.</summary>
    private static readonly TimeSpan ActivationTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Adds the grains' parts, placement, and traces.</summary>
    /// <param name="silo">Being built.</param>
    /// <param name="parts">What its sites are run with.</param>
    /// <param name="near">Sites it is near to.</param>
    /// <param name="erp">The configured ERPs.</param>
    public static ISiloBuilder AddTwins(this ISiloBuilder silo, SiteParts parts, IReadOnlyList<string> near, IErpWork erp)
    {
        silo.Services.AddSingleton(parts).AddSingleton(erp).AddSingleton<LocalSites>();
        silo.Services.AddPlacementFilter<NearItsSilo, NearItsSiloDirector>(ServiceLifetime.Singleton);
        silo.UseSiloMetadata(new Dictionary<string, string>(StringComparer.Ordinal) { [NearItsSilo.Near] = string.Join(',', near) });
        silo.Configure<GrainCollectionOptions>(collection => collection.ActivationTimeout = ActivationTimeout);
        return silo.AddJournalStreams().AddMemoryStreams(SiteChangeStreams.Provider).AddActivityPropagation();
    }
}
