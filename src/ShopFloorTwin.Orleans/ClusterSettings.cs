using System.Net;

namespace ShopFloorTwin.Orleans;

/// <summary>How a silo stands in its cluster.</summary>
public sealed record ClusterSettings
{
    /// <summary>Name of the cluster; silos of the same name and store find each other.</summary>
    public string Id { get; init; } = "shopfloortwin";

    /// <summary>Address the other silos reach this one at.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port the other silos reach this one at.</summary>
    public int SiloPort { get; init; } = 11_111;

    /// <summary>Sites this silo is near to, and carries while it is there.</summary>
    public IReadOnlyList<string> Near { get; init; } = [];

    /// <summary>A silo that leaves three probes of another unanswered, each for this long, is voted out.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Hears why this silo cannot go on, and ends the process: the others take it for dead, and run its sites.</summary>
    public required Action<string> VotedOut { get; init; }

    /// <summary>What sites have to serve what waits, and to take their last snapshot, when the silo stops.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
