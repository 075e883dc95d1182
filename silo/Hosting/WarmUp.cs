using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Silo.Demo;

namespace ShopFloorTwin.Silo.Hosting;

/// <summary>
/// Forecasts a small plant and answers the at-risk query from it, over and over, behind the first requests of a server:
/// the runtime compiles well only what has run often, and the first planner should not be who waits for that.
/// </summary>
internal static partial class WarmUp
{
    private const ulong Seed = 1;

    // The runtime compiles a method anew after 30 calls.
    private const int Rounds = 60;

    private static readonly OrderQuery[] Queries =
        [new(), new() { Risks = [Risk.Late, Risk.AtRisk] }, new() { Sort = "due" }, new() { WorkCenter = DemoCatalog.WorkCenters[0].Id }, new() { Supplier = DemoCatalog.Suppliers[0].Id }];

    /// <param name="services">Of the server, for how answers are written.</param>
    /// <param name="cancellation">The server stops.</param>
    public static Task RunAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WarmUp));
        return Task.Factory.StartNew(() => Run(json, logger, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static void Run(JsonSerializerOptions json, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            Run(json, cancellation);
        }
        catch (Exception failure)
        {
            LogFailure(logger, failure);
        }
    }

    private static void Run(JsonSerializerOptions json, CancellationToken cancellation)
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        var asOf = DateTimeOffset.UnixEpoch.AddYears(50);
        var state = new SiteState(DemoPlant.Site);
        state.Apply(new SiteRecord(1, asOf, DemoEvents.Of("plant", asOf, new PlantImportedData(DemoPlant.Create(Seed, asOf)) { Entity = DemoPlant.Site })));
        var settings = new ForecastSettings();
        var forecaster = new Forecaster(settings);
        var risks = RiskBoard.Empty;
        for (var round = 0; round < Rounds && !cancellation.IsCancellationRequested; round++)
        {
            var forecast = forecaster.Run(state.Publish(), asOf.AddDays(1));
            risks = risks.After(forecast, RiskThresholds.Default).Board;
            var picture = new SitePicture(forecast, risks, settings).Warm();
            foreach (var query in Queries)
                JsonSerializer.Serialize(Stream.Null, OrderQueries.List(picture, query), json);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The warm-up has failed; the first answers may be slow")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
