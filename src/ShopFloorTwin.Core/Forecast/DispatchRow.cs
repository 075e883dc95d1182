namespace ShopFloorTwin.Core.Forecast;

/// <summary>An operation in the deterministic pass; times are wall minutes.</summary>
internal struct DispatchRow
{
    public double Ready;
    public double Finish;
    public Binding ReadyBy;

    /// <summary>Predecessors still open.</summary>
    public int Waits;

    /// <summary>From ready to its start, in working minutes: others had the units.</summary>
    public float Queued;
}
