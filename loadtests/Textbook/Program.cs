using System.Collections.Concurrent;
using System.Net;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Intake;
using ShopFloorTwin.Orleans.Schema;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Textbook;

// A site as a textbook of Orleans would build it, to hold the product against: a grain for each work center, order, component and purchase
// order, its state written with every signal. It has no journal, no forecast, no at-risk answer and no query over entities, and remembers
// only the last ids of each entity. Same HTTP, same reading of events, same PostgreSQL as the product's.
const int CallsMax = 64;
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
await using var tables = Stores.PostgresSource(new StoreOptions(builder.Configuration["Twin:Store"] ?? throw new InvalidOperationException("Twin:Store names no PostgreSQL."), "."));
await OrleansSchema.ApplyAsync(tables, TimeProvider.System, CancellationToken.None);
builder.UseOrleans(silo => silo
    .UseLocalhostClustering(siloPort: builder.Configuration.GetValue<int>("SiloPort"), gatewayPort: 0)
    .Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback)
    .AddAdoNetGrainStorageAsDefault(storage => storage.Configure<Serializer>((options, serializer) =>
    {
        (options.Invariant, options.DataSource) = (OrleansSchema.Invariant, tables);
        // The binary form, which is smaller and faster than the JSON that is its default.
        options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
    })));
await using var app = builder.Build();

var calls = new EntityCalls(app.Services.GetRequiredService<IGrainFactory>(), CallsMax);
var workCenters = new ConcurrentDictionary<string, bool>();
app.MapGet("/health/ready", () => Results.Ok());
app.MapPost("/api/v1/sites/{site}/events", async (HttpRequest request, CancellationToken cancellation) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body, cancellation);
    var events = EventBatchReader.Read(body.ToArray(), request.ContentType).Items.Select(item => item.Reading.Event!).ToList();
    foreach (var one in events)
    {
        if (Subject.Parse(one.Subject) is { Kind: SubjectKinds.WorkCenter } at)
            workCenters[at.Entity] = true;
    }
    var (taken, duplicates) = await calls.SendAsync(events, cancellation);
    return new { accepted = taken, duplicates, rejected = Array.Empty<int>(), position = 0 };
});
app.MapGet("/api/v1/sites/{site}/work-centers", async () =>
    new { items = (await calls.GoodAsync(workCenters.Keys)).Select(one => new { id = one.Id, good = one.Good }), next = (string?)null });
await app.RunAsync();
