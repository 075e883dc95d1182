using System.Runtime.InteropServices;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

/// <summary>One order in an <see cref="OrderIndex"/>; its order is "worst first".</summary>
/// <param name="Twin">Index into the twins' orders.</param>
/// <param name="Forecast">Index into the forecast's orders; -1 for an order that is not open.</param>
/// <param name="Place">Of its id, as <see cref="IdOrder.PlaceOf(int)"/> gives it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OrderEntry(int Twin, int Forecast, int Place, OrderState State, Risk Risk, double LatenessMinutes, double LateProbability)
{
    /// <summary>The order of an index.</summary>
    public static IComparer<OrderEntry> WorstFirst { get; } = Comparer<OrderEntry>.Create(Compare);

    /// <summary>The entry of an open order.</summary>
    public static OrderEntry OfOpen(SitePicture picture, int forecast)
    {
        var finish = picture.Forecast.Orders[forecast];
        var order = picture.Twins.Orders[finish.Order];
        var risk = picture.Risks.Find(order.Id)?.Risk ?? RiskBoard.Level(finish.LateProbability, Risk.OnTrack, RiskThresholds.Default);
        return new OrderEntry(finish.Order, forecast, picture.OrderIds.PlaceOf(finish.Order), order.State, risk, finish.ExpectedLatenessMinutes, finish.LateProbability);
    }

    /// <summary>The entry of an order without a forecast; what is done was late or was not.</summary>
    public static OrderEntry OfClosed(SitePicture picture, int twin)
    {
        var order = picture.Twins.Orders[twin];
        var late = order is { State: OrderState.Done, Actual: { } actual, Due: { } due } && actual > due ? (actual - due).TotalMinutes : 0;
        return new OrderEntry(twin, -1, picture.OrderIds.PlaceOf(twin), order.State, late > 0 ? Risk.Late : Risk.OnTrack, late, late > 0 ? 1 : 0);
    }

    public static int Compare(OrderEntry a, OrderEntry b)
    {
        if (a.Risk != b.Risk)
            return a.Risk > b.Risk ? -1 : 1;
        var byLateness = b.LatenessMinutes.CompareTo(a.LatenessMinutes);
        if (byLateness != 0)
            return byLateness;
        var byProbability = b.LateProbability.CompareTo(a.LateProbability);
        return byProbability != 0 ? byProbability : a.Place.CompareTo(b.Place);
    }

    /// <summary>A whole number in the same order as the number: IEEE 754 bits, the negative ones turned round.</summary>
    public static long Key(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        return bits < 0 ? bits ^ long.MaxValue : bits;
    }

    /// <summary>The number of a <see cref="Key"/>.</summary>
    public static double Number(long key) => BitConverter.Int64BitsToDouble(key < 0 ? key ^ long.MaxValue : key);
}
