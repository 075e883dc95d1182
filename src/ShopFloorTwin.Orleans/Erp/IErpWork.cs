using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Orleans.Erp;

/// <summary>What the cluster does for the ERPs of the configuration: each is carried by one silo at a time.</summary>
public interface IErpWork
{
    /// <summary>Names of the configured instances.</summary>
    IReadOnlyList<string> Instances { get; }

    /// <summary>Reads and writes an instance until disposed, with one client that keeps its rate, the writer under its lease.</summary>
    IAsyncDisposable Carry(string instance, ITwinEngine engine);
}

/// <summary>No ERP is configured.</summary>
public sealed class NoErp : IErpWork
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Instances => [];

    /// <inheritdoc/>
    public IAsyncDisposable Carry(string instance, ITwinEngine engine) => throw new InvalidOperationException($"No ERP {instance} is configured.");
}
