using System.Text;
using System.Text.RegularExpressions;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.LoadTests.Feeds;

/// <summary>A request nobody should send.</summary>
/// <param name="Method">Of HTTP.</param>
/// <param name="Path">With the query.</param>
/// <param name="MediaType">Of the body, or what is claimed of it.</param>
/// <param name="Body">Null: none.</param>
internal sealed record BadRequest(HttpMethod Method, string Path, string MediaType, byte[]? Body);

/// <summary>Requests made from good ones: values replaced by hostile ones, bytes flipped, cut, doubled, in the wrong place. One seed, one request.</summary>
internal sealed partial class BadInput(PlantDocument plant)
{
    private static readonly string[] EventMedia = ["application/cloudevents+json", "application/cloudevents-batch+json", "application/x-ndjson"];
    private static readonly string[] OtherMedia = ["application/json", "text/plain", "application/octet-stream", "application/cloudevents+json; charset=utf-16", ""];

    private static readonly string[] Values =
    [
        "null", "true", "{}", "[]", "-1", "0", "1e308", "1e400", "-1e400", "1e-400", "NaN", "Infinity", "18446744073709551616", "0.1.2", "00", "\"\"", "\" \"",
        "\"\\u0000\"", "\"\\ud800\"", "\"../../etc/passwd\"", "\"';drop table journal;--\"", "\"1970-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999+14:00\"",
        "\"0001-01-01T00:00:00-14:00\"", "\"2026-02-30T00:00:00Z\"", "\"2026-11-02\"", "\"work-center/\"", "\"order/no/such/order\"", "\"🏭\"",
        $"\"{new string('x', 300)}\"", $"\"{new string('y', 70_000)}\"", new string('[', 60) + new string(']', 60), new string('[', 20_000),
        $"[{string.Join(',', Enumerable.Repeat("1", 2_000))}]", "{\"id\":\"a\",\"id\":\"b\"}",
    ];

    private readonly string[] _events = Events(plant);
    private readonly string _plant = Encoding.UTF8.GetString(PlantWriter.Write(plant));
    private readonly string[] _paths = Paths(plant);

    /// <summary>The request of a seed.</summary>
    public BadRequest Of(int seed)
    {
        var random = new Random(seed);
        return random.Next(10) switch
        {
            0 => new BadRequest(HttpMethod.Put, $"/api/v1/sites/{plant.Site}/plant", Media(random, "application/json"), Spoil(random, _plant)),
            1 or 2 => new BadRequest(HttpMethod.Get, SpoilPath(random, Pick(random, _paths)), "", null),
            3 => new BadRequest(Pick(random, [HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch]), SpoilPath(random, Pick(random, _paths)), Media(random, "application/json"), Spoil(random, Pick(random, _events))),
            _ => new BadRequest(HttpMethod.Post, $"/api/v1/sites/{plant.Site}/events", Media(random, Pick(random, EventMedia)), Spoil(random, Several(random))),
        };
    }

    private string Several(Random random)
    {
        var events = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Pick(random, _events).Replace("@id", $"{random.Next()}", StringComparison.Ordinal)).ToList();
        return random.Next(3) switch { 0 => events[0], 1 => $"[{string.Join(',', events)}]", _ => string.Join('\n', events) };
    }

    private static string Media(Random random, string fitting) => random.Next(20) == 0 ? Pick(random, OtherMedia) : fitting;

    private static byte[] Spoil(Random random, string json)
    {
        for (var n = random.Next(4); n > 0; n--)
        {
            var places = Value().Matches(json);
            if (places.Count == 0)
                break;
            var place = places[random.Next(places.Count)].Groups["value"];
            json = string.Concat(json.AsSpan(0, place.Index), Pick(random, Values), json.AsSpan(place.Index + place.Length));
        }
        var bytes = Encoding.UTF8.GetBytes(json);
        switch (random.Next(8))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                for (var n = 1 + random.Next(4); n > 0; n--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case 2:
                var from = random.Next(bytes.Length);
                return [.. bytes[..from], .. bytes[..random.Next(bytes.Length)], .. bytes[from..]];
            default:
                return bytes;
        }
    }

    private static string SpoilPath(Random random, string path)
    {
        string[] values = ["", "-1", "0", "99999999999999999999", "NaN", "late,,nonsense", "%00", "%ff%fe", "..%2f..%2f", "%F0%9F%8F%AD", new string('q', 3_000), "9999-12-31T23:59:59Z", "1e9", "[]"];
        return random.Next(3) switch
        {
            0 => path[..(path.LastIndexOf('=') + 1 is > 0 and var value ? value : path.LastIndexOf('/') + 1)] + Pick(random, values),
            1 => path + (path.Contains('?') ? "&" : "?") + Pick(random, ["limit=", "after=", "sort=", "at=", "position=", "minPosition=", "risk=", "hash=", "x="]) + Pick(random, values),
            _ => path,
        };
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private static string[] Paths(PlantDocument plant)
    {
        var site = $"/api/v1/sites/{plant.Site}";
        return
        [
            "/api/v1/sites", site, $"{site}/orders", $"{site}/orders?risk=late,atRisk&limit=5", $"{site}/orders/{plant.Orders[0].Id}?position=1", $"{site}/orders?product={plant.Products[0].Id}&sort=due",
            $"{site}/work-centers", $"{site}/work-centers/{plant.WorkCenters[0].Id}?at=2026-11-02T05:00:00Z", $"{site}/components?after=x", $"{site}/components/{plant.Products[0].Id}",
            $"{site}/suppliers", $"{site}/suppliers/{plant.Suppliers[0].Id}", $"{site}/quarantine?limit=3", $"{site}/quarantine/1/replay", $"{site}/decisions", $"{site}/decisions/none/approve", $"{site}/exceptions",
            "/api/v1/sites/no-such-site/orders", "/openapi/v1.json", "/health/ready", "/schemas/plant/v1", "/?key=none", "/no/such/page",
        ];
    }

    private static string[] Events(PlantDocument plant)
    {
        var (order, center, product, purchase) = (plant.Orders[0], plant.WorkCenters[0].Id, plant.Stock[0].Product, plant.PurchaseOrders[0]);
        var operation = order.Operations is [var first, ..] ? first.Operation : plant.Products.First(one => one.Id == order.Product).Routing![0].Operation;
        return
        [
            One("machine.state.v1", $"work-center/{center}", """{"state":"aborted","unit":"1","reason":"jam","code":"E7"}"""),
            One("machine.count.v1", $"work-center/{center}", $$"""{"good":3,"scrap":1,"mode":"delta","order":"{{order.Id}}","operation":"{{operation}}"}"""),
            One("machine.measurement.v1", $"work-center/{center}", """{"characteristic":"torque","value":1.5,"uom":"Nm","lower":1,"upper":2}"""),
            One("machine.alarm.v1", $"work-center/{center}", """{"code":"A1","severity":"high","text":"oil","active":true}"""),
            One("operation.started.v1", $"order/{order.Id}", $$"""{"operation":"{{operation}}","workCenter":"{{center}}"}"""),
            One("operation.completed.v1", $"order/{order.Id}", $$"""{"operation":"{{operation}}","workCenter":"{{center}}","good":5,"scrap":0}"""),
            One("quality.result.v1", $"order/{order.Id}", """{"characteristic":"bore","value":7,"pass":false,"lot":"L1"}"""),
            One("quality.hold.v1", $"component/{product}", """{"reason":"crack","lot":"L1","quantity":5}"""),
            One("quality.released.v1", $"component/{product}", """{"lot":"L1"}"""),
            One("supplier.delayed.v1", $"purchase-order/{purchase.Id}", $$"""{"line":"{{purchase.Lines[0].Line}}","date":"2026-12-01T08:00:00Z","reason":"storm"}"""),
            One("supplier.shipped.v1", $"purchase-order/{purchase.Id}", $$"""{"asn":"A","eta":"2026-12-01T08:00:00Z","lines":["{{purchase.Lines[0].Line}}"]}"""),
            One("stock.level.v1", $"component/{product}", """{"onHand":12.5,"onHold":0}"""),
            One("stock.received.v1", $"component/{product}", $$"""{"quantity":4,"purchaseOrder":"{{purchase.Id}}","line":"{{purchase.Lines[0].Line}}"}"""),
            One("maintenance.planned.v1", $"work-center/{center}", """{"from":"2026-12-01T08:00:00Z","to":"2026-12-01T18:00:00Z","reason":"belt"}"""),
            One("order.changed.v1", $"order/{order.Id}", """{"quantity":40,"priority":1,"due":"2026-12-24T08:00:00Z"}"""),
            One("order.released.v1", "order/MO-FUZZ", $$"""{"id":"MO-FUZZ","product":"{{order.Product}}","quantity":2,"state":"confirmed","due":"2026-12-24T08:00:00Z"}"""),
            One("no.such.type.v1", "order/MO-1", """{"a":1}"""),
        ];
    }

    private static string One(string type, string subject, string data) =>
        $$"""{"specversion":"1.0","id":"@id","source":"/fuzz","type":"{{type}}","subject":"{{subject}}","time":"2026-11-23T08:00:00Z","data":{{data}}}""";

    [GeneratedRegex("""[:\[,]\s*(?<value>"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Value();
}
