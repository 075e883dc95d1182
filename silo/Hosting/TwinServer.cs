using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ShopFloorTwin.Api;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Commands;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Odoo;
using ShopFloorTwin.Silo.Telemetry;

namespace ShopFloorTwin.Silo.Hosting;

/// <summary>The running server: store, engine, HTTP, demonstration. Disposing drains them in the opposite order.</summary>
public sealed class TwinServer : IAsyncDisposable
{
    /// <summary>What requests under way have to end at a stop.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);

    private readonly Stack<IAsyncDisposable> _parts = [];
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _app;
    private Task _warmUp = Task.CompletedTask;

    private TwinServer()
    {
    }

    /// <summary>The five lines the console shows.</summary>
    public IReadOnlyList<string> Greeting { get; private set; } = [];

    /// <exception cref="CommandFailure">The address cannot be taken.</exception>
    public static async Task<TwinServer> StartAsync(TwinSettings settings, IConfiguration configuration, ILoggerFactory logs, TimeProvider time, CancellationToken cancellation)
    {
        var server = new TwinServer();
        try
        {
            await server.OpenAsync(settings, configuration, logs, time, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the process is asked to stop.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellation)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asked = cancellation.Register(() => stopping.TrySetResult());
        await using var signalled = _app!.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        await stopping.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.StopAsync();
        await _stopping.CancelAsync();
        await _warmUp;
        _stopping.Dispose();
        while (_parts.TryPop(out var part))
            await part.DisposeAsync();
    }

    private async Task OpenAsync(TwinSettings settings, IConfiguration configuration, ILoggerFactory logs, TimeProvider time, CancellationToken cancellation)
    {
        if (OtlpExport.Start(Environment.GetEnvironmentVariable) is { } export)
            _parts.Push(export);
        var twin = await OpenTwin.ServeAsync(settings, time, logs, cancellation);
        _parts.Push(twin);
        var isDemo = DemoSite.IsWanted(settings, await twin.Engine.SitesAsync(cancellation));
        if (isDemo)
            _parts.Push(await DemoSite.StartAsync(twin, settings.Clock, time, logs, cancellation));
        if (settings.Engine == EngineKind.Embedded)
            _parts.Push(OdooWork.Start(settings, twin.Engine, twin.Store, time, logs));

        var app = Build(settings, configuration, logs, time, twin);
        _app = app;
        _parts.Push(app);
        var firstKey = await app.Services.EnsureFirstKeyAsync(cancellation);
        await StartListeningAsync(app, cancellation);
        _warmUp = WarmUp.RunAsync(app.Services, _stopping.Token);
        Greeting = Greetings.Of(settings, twin, await twin.Engine.SitesAsync(cancellation), Addresses(app), firstKey, isDemo);
    }

    private static WebApplication Build(TwinSettings settings, IConfiguration configuration, ILoggerFactory logs, TimeProvider time, OpenTwin twin)
    {
        // Never the development environment: its pages show stack traces.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Configuration.AddConfiguration(configuration);
        builder.Services.AddSingleton(logs).AddSingleton(time).AddSingleton(twin.Engine).AddSingleton(twin.Store);
        if (settings.Urls is { } urls)
            builder.WebHost.UseUrls([.. urls]);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTimeout);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddTwinApi(new ApiOptions
        {
            BootstrapKey = settings.BootstrapKey,
            JournalClock = settings.Clock == EngineClock.Journal,
            NotReadyBecause = () => twin.NotReadyBecause,
            ErpOf = site => settings.Odoo.FirstOrDefault(odoo => odoo.Sites.Any(one => one.Site == site))?.Instance,
        });
        var app = builder.Build();
        app.Use(HttpSpanNames.InvokeAsync);
        app.MapTwinApi();
        return app;
    }

    private static async Task StartListeningAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new CommandFailure(ExitCode.AddressUnavailable, $"urls: {e.Message.TrimEnd('.')}. Stop the other program, or choose another address with --urls=http://127.0.0.1:5090.", e);
        }
        catch (Exception e) when (e is SocketException || e.InnerException is SocketException)
        {
            throw new CommandFailure(ExitCode.AddressUnavailable, $"urls: the server cannot listen there: {e.Message} Choose another address with --urls.", e);
        }
    }

    private static IReadOnlyList<string> Addresses(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];
}
