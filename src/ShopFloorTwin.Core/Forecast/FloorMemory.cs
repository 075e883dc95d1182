namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Memory that the floors of one builder are made in. What only making a forecast needs is used again by each of them; of a floor
/// that is built in passing, of which nothing is kept, the rows are as well: a floor of 10,000 orders is some megabytes.
/// </summary>
internal sealed class FloorMemory
{
    // Of every floor. Those whose length is not exact are longer, mostly.
    public bool[] IsRunning = [], Started = [];
    public float[] Waited = [], ReadySince = [];
    public float[]?[] Rest = [];
    public int[] PredecessorFirst = [], Predecessors = [];

    // Of a floor in passing.
    public int[] OrderTwin = [], Priority = [], HoldSource = [], OperationFirst = [];
    public int[] OperationOrder = [], OperationTwin = [], WorkCenter = [];
    public double[] Due = [], NeededBy = [];
    public Work[] Work = [];
    public int[] PegFirst = [];
    public Peg[] Pegs = [];

    // Of the allocation of supply.
    public Demand[] Demands = [];
    public RankedDemand[] Ranked = [];
    public int[] DemandFirst = [], NextOf = [];
    public List<Need> Needs { get; } = [];
    public List<(int Order, Peg Peg)> Allocated { get; } = [];
    public SupplyQueue Supply { get; } = new();

    /// <summary>The next floor is kept beside its forecast: its rows are its own.</summary>
    public bool IsKept { get; set; }

    /// <summary>Rows of the next floor, exactly so many.</summary>
    public T[] Rows<T>(ref T[] passing, int length) => IsKept ? new T[length] : Scratch.Exactly(ref passing, length);
}
