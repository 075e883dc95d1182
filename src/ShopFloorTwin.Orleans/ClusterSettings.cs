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
}
