using System.Net;

namespace ShopFloorTwin.Silo.Configuration;

/// <summary>How this silo stands in its cluster.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Address">At which the other silos reach it.</param>
/// <param name="Port">Likewise.</param>
/// <param name="Near">Sites it is near to.</param>
public sealed record SiloPlace(string Cluster, IPAddress Address, int Port, IReadOnlyList<string> Near);
