using System.Globalization;
using System.Xml;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>
/// Writes a plant as the XML that frePPLe's planning engine reads, so that both plan the same orders, operations, hours, units,
/// materials and purchase orders. An order is a demand that asks for its product's routing, in one piece; a purchase order line
/// is a confirmed purchase. Times are the site's local times: frePPLe knows no zones.
/// What has no counterpart is refused, not left out.
/// </summary>
internal sealed class FreppleWriter
{
    private const string Place = "plant";
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>A higher priority is the lower number in frePPLe; nobody's is above 9 here.</summary>
    private const int LowestPriority = 10;

    private readonly XmlWriter _xml;
    private readonly PlantDocument _plant;
    private readonly LocalTime _time;

    private FreppleWriter(XmlWriter xml, PlantDocument plant) => (_xml, _plant, _time) = (xml, plant, new LocalTime(plant.TimeZone));

    /// <exception cref="InvalidDataException">The plant says something that is not carried over.</exception>
    public static void Write(PlantDocument plant, Stream to)
    {
        Refuse(plant);
        using var xml = XmlWriter.Create(to, new XmlWriterSettings { Indent = true });
        new FreppleWriter(xml, plant).Write();
    }

    /// <summary>The number frePPLe orders demands by, lowest first.</summary>
    public static int Priority(int priority) => LowestPriority - priority;

    private static void Refuse(PlantDocument plant)
    {
        if (plant.AsOf is null)
            throw new InvalidDataException("the plant says no time");
        if (plant.Orders.FirstOrDefault(order => order.Operations is not null || order.Components is not null) is { } own)
            throw new InvalidDataException($"order {own.Id} has operations or components of its own");
        if (plant.Orders.FirstOrDefault(order => order.State != OrderState.Confirmed || order.Due is null) is { } unfit)
            throw new InvalidDataException($"order {unfit.Id} is not confirmed, or has no due date");
        if (plant.Products.FirstOrDefault(product => product.Routing.Any(step => step.After is not null)) is { } tree)
            throw new InvalidDataException($"the routing of {tree.Id} is not a plain sequence");
        if (plant.WorkCenters.FirstOrDefault(center => center.PlannedStops.Count > 0 || center.Alternatives.Count > 0) is { } center)
            throw new InvalidDataException($"work center {center.Id} has planned stops or alternatives");
        if (plant.Stock.FirstOrDefault(stock => stock.OnHold > 0) is { } held)
            throw new InvalidDataException($"stock of {held.Product} is on hold");
        if (plant.Calendars.FirstOrDefault(calendar => calendar.Exceptions.Count > 0) is { } calendar)
            throw new InvalidDataException($"calendar {calendar.Id} has exceptions");
    }

    private void Write()
    {
        _xml.WriteStartElement("plan");
        _xml.WriteAttributeString("xmlns", "xsi", null, Instance);
        Value("name", _plant.Site);
        Value("current", _time.Text(_plant.AsOf!.Value));
        List("locations", [Place], place => Named("location", place));
        List("calendars", _plant.Calendars, Calendar);
        List("suppliers", _plant.Suppliers, supplier => Named("supplier", supplier.Id));
        List("items", _plant.Products, product => Named("item", product.Id));
        List("buffers", _plant.Stock, Buffer);
        List("resources", _plant.WorkCenters, Resource);
        List("operations", _plant.Products.Where(product => product.Routing.Count > 0), Routing);
        List("operationplans", _plant.PurchaseOrders.SelectMany(order => order.Lines.Select(line => (order, line))), pair => Purchase(pair.order, pair.line));
        List("demands", _plant.Orders, Demand);
        _xml.WriteEndElement();
    }

    private void Calendar(CalendarSpec calendar)
    {
        Open("calendar", calendar.Id);
        Value("default", "0");
        // Buckets of one calendar are told apart by their priority.
        List("buckets", WeekHours.Of(calendar).Index(), bucket =>
        {
            _xml.WriteStartElement("bucket");
            Value("value", "1");
            Value("priority", Number(bucket.Index + 1));
            Value("days", Number(bucket.Item.Days));
            Value("starttime", Duration(bucket.Item.From.TotalSeconds));
            Value("endtime", Duration(bucket.Item.To.TotalSeconds));
            _xml.WriteEndElement();
        });
        _xml.WriteEndElement();
    }

    private void Buffer(StockSpec stock)
    {
        Open("buffer", $"{stock.Product} @ {Place}");
        Named("item", stock.Product);
        Named("location", Place);
        Value("onhand", Number(stock.OnHand));
        _xml.WriteEndElement();
    }

    private void Resource(WorkCenterSpec center)
    {
        Open("resource", center.Id);
        Named("location", Place);
        Value("maximum", Number(center.Capacity));
        Value("efficiency", Number(center.Efficiency * 100));
        if (center.Calendar is { } calendar)
            Named("available", calendar);
        _xml.WriteEndElement();
    }

    private void Routing(ProductSpec product)
    {
        Open("operation", product.Id, "operation_routing");
        Named("item", product.Id);
        Named("location", Place);
        var steps = product.Routing;
        List("suboperations", Enumerable.Range(0, steps.Count), i =>
        {
            _xml.WriteStartElement("suboperation");
            Value("priority", Number(i + 1));
            Step(product, steps[i], i == 0, i == steps.Count - 1);
            _xml.WriteEndElement();
        });
        _xml.WriteEndElement();
    }

    // Material goes into the first operation, as an order of the twin waits for its material before it starts.
    private void Step(ProductSpec product, RoutingStepSpec step, bool isFirst, bool isLast)
    {
        Open("operation", $"{product.Id}/{step.Operation}", "operation_time_per");
        Named("location", Place);
        Value("duration", Duration(step.SetupMinutes * 60));
        Value("duration_per", Duration(step.MinutesPerUnit * 60));
        var used = isFirst ? product.Bom.Select(line => ("flow_start", line.Component, -line.Quantity)) : [];
        List("flows", isLast ? used.Append(("flow_end", product.Id, 1)) : used, flow => Flow(flow.Item1, flow.Item2, flow.Item3));
        List("loads", [step.WorkCenter], resource =>
        {
            _xml.WriteStartElement("load");
            Named("resource", resource);
            Value("quantity", "1");
            _xml.WriteEndElement();
        });
        _xml.WriteEndElement();
    }

    private void Flow(string type, string item, double quantity)
    {
        _xml.WriteStartElement("flow");
        _xml.WriteAttributeString("type", Instance, type);
        Named("item", item);
        Value("quantity", Number(quantity));
        _xml.WriteEndElement();
    }

    private void Purchase(PurchaseOrderSpec order, PurchaseOrderLineSpec line)
    {
        if ((line.Confirmed ?? line.Due) is not { } arrival || line.Quantity <= line.Received)
            return;
        _xml.WriteStartElement("operationplan");
        _xml.WriteAttributeString("ordertype", "PO");
        _xml.WriteAttributeString("reference", $"{order.Id}/{line.Line}");
        Value("quantity", Number(line.Quantity - line.Received));
        Value("end", _time.Text(arrival));
        Value("status", "confirmed");
        Named("item", line.Product);
        Named("location", Place);
        Named("supplier", order.Supplier);
        _xml.WriteEndElement();
    }

    private void Demand(OrderSpec order)
    {
        Open("demand", order.Id);
        Value("quantity", Number(order.Quantity));
        Value("minshipment", Number(order.Quantity));
        Value("due", _time.Text(order.Due!.Value));
        Value("priority", Number(Priority(order.Priority)));
        Named("item", order.Product);
        Named("location", Place);
        Named("operation", order.Product);
        _xml.WriteEndElement();
    }

    private void List<T>(string name, IEnumerable<T> all, Action<T> write)
    {
        _xml.WriteStartElement(name);
        foreach (var one in all)
            write(one);
        _xml.WriteEndElement();
    }

    private void Open(string element, string name, string? type = null)
    {
        _xml.WriteStartElement(element);
        _xml.WriteAttributeString("name", name);
        if (type is not null)
            _xml.WriteAttributeString("type", Instance, type);
    }

    private void Named(string element, string name)
    {
        Open(element, name);
        _xml.WriteEndElement();
    }

    private void Value(string element, string value) => _xml.WriteElementString(element, value);

    private static string Duration(double seconds) => $"PT{Number(seconds)}S";

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
