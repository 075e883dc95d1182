namespace ShopFloorTwin.LoadTests.Cluster;

/// <summary>What <c>cluster</c> is asked to measure.</summary>
/// <param name="Server">PostgreSQL connection string.</param>
/// <param name="Orders">Open orders of the site.</param>
/// <param name="Events">Events of one round; a tenth for the textbook design.</param>
/// <param name="Batch">Events of one request.</param>
/// <param name="Connections">Requests at once.</param>
/// <param name="Rounds">Of each, one after the other.</param>
/// <param name="Kills">kill -9 of the silo that carries the site.</param>
/// <param name="Stops">SIGTERM of the silo that carries the site.</param>
/// <param name="Seconds">Of one look at latency or queries.</param>
/// <param name="Seed">Of events and moments.</param>
internal sealed record ClusterOptions(
    string Server, int Orders, int Events, int Batch, int Connections, int Rounds, int Kills, int Stops, TimeSpan Seconds, int Seed);
