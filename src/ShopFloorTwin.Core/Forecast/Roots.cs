namespace ShopFloorTwin.Core.Forecast;

/// <summary>Whether samples carry the root that bound them. Only causes need it, and no time goes by it: without, a run costs less.</summary>
internal interface IRoots
{
    static abstract bool Carried { get; }
}

/// <summary>A run whose lateness is to be put down to causes.</summary>
internal readonly struct WithRoots : IRoots
{
    public static bool Carried => true;
}

/// <summary>A run that says how late, and not why; roots of its samples mean nothing.</summary>
internal readonly struct WithoutRoots : IRoots
{
    public static bool Carried => false;
}
