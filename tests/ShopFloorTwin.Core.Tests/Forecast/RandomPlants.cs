using System.Collections.Immutable;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests.Forecast;

/// <summary>Plants made up from a seed, with sub-orders, purchased components and two shifts.</summary>
internal static class RandomPlants
{
    /// <param name="seed">Of everything.</param>
    /// <param name="load">Work on the shop in ten days against what it can do; above 1 it cannot keep up.</param>
    public static (SiteTwins Twins, DateTimeOffset Now) Of(int seed, double load)
    {
        var random = new Random(seed);
        var now = DateTimeOffset.Parse("2026-11-02T07:00:00Z");
        var centers = Enumerable.Range(0, 8).Select(w => new WorkCenterTwin { Id = $"WC-{w}", Calendar = Shop.TwoShift, Capacity = 1 + (w % 3) }).ToArray();
        var units = centers.Sum(w => w.Capacity);
        var orders = new List<OrderTwin>();
        for (var minutes = 0.0; minutes < load * units * 8 * 960;)
        {
            var order = Order(random, now, orders);
            minutes += order.Operations.Sum(o => o.PlannedMinutes);
            orders.Add(order);
        }
        var calendar = new CalendarSpec { Id = Shop.TwoShift, Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "06:00", To = "22:00" }] };
        var twins = new SiteTwins
        {
            Plan = new SitePlan { Site = "random", TimeZone = "Europe/Paris", Calendars = ImmutableDictionary<string, CalendarSpec>.Empty.Add(Shop.TwoShift, calendar) },
            WorkCenters = centers,
            Orders = orders,
            Components = [.. Enumerable.Range(0, 12).Select(c => new ComponentTwin { Id = $"C-{c}", OnHand = random.Next(0, 60) })],
            Suppliers = [new SupplierTwin { Id = "ACME", Lines = [.. Enumerable.Range(0, 60).Select(l => Line(random, now, l))] }],
            Position = 1,
            NewestEventTime = now,
        };
        return (twins, now);
    }

    private static SupplyLine Line(Random random, DateTimeOffset now, int number) => new()
    {
        PurchaseOrder = $"PO-{number}",
        Line = "1",
        Product = $"C-{number % 12}",
        Quantity = 60,
        Due = now.AddHours(random.Next(4, 24 * 8)),
    };

    private static OrderTwin Order(Random random, DateTimeOffset now, List<OrderTwin> before)
    {
        var number = before.Count;
        var operations = Enumerable.Range(0, random.Next(1, 5)).Select(i => new OperationTwin
        {
            Operation = $"{i}",
            WorkCenter = $"WC-{random.Next(8)}",
            PlannedMinutes = random.Next(20, 240),
            After = i == 0 ? [] : [$"{i - 1}"],
        });
        // Every third order uses what the one three before it makes.
        var components = number % 3 == 0 && number > 3
            ? new OrderComponent(before[number - 3].Product, 5, 0)
            : new OrderComponent($"C-{random.Next(12)}", random.Next(1, 8), 0);
        return new OrderTwin
        {
            Id = $"MO-{number}",
            Product = $"P-{number}",
            Quantity = 10,
            State = OrderState.Confirmed,
            Priority = random.Next(10) == 0 ? 1 : 0,
            Due = now.AddHours(random.Next(24, 24 * 14)),
            Operations = [.. operations],
            Components = [components],
        };
    }
}
