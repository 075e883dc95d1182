using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Tests.Fakes;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Tests;

/// <summary>The whole API in memory, over a fake engine and store, with sites <c>lyon</c> and <c>ulm</c>.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string AdminKey = "a-bootstrap-key-for-tests";
    private readonly WebApplication _app;

    private ApiHost(WebApplication app, FakeEngine engine, FakeStore store, MovableTime time, LogLines log) =>
        (_app, Engine, Store, Time, Log) = (app, engine, store, time, log);

    public FakeEngine Engine { get; }
    public FakeStore Store { get; }
    public MovableTime Time { get; }
    public LogLines Log { get; }
    public FakeSite Lyon => Engine.Site("lyon");
    public IServiceProvider Services => _app.Services;

    /// <summary>Every endpoint that is mapped.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    public static async Task<ApiHost> StartAsync(Func<ApiOptions, ApiOptions>? change = null, Action<WebApplication>? map = null)
    {
        var engine = new FakeEngine();
        engine.Site("lyon");
        engine.Site("ulm");
        var (store, time, log) = (new FakeStore(engine), new MovableTime(), new LogLines());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<ITwinEngine>(engine).AddSingleton<IStore>(store).AddSingleton<TimeProvider>(time);
        var options = new ApiOptions { BootstrapKey = AdminKey, MinPositionWait = TimeSpan.FromMilliseconds(50), StreamHeartbeat = TimeSpan.FromMilliseconds(50) };
        builder.Services.AddTwinApi(change?.Invoke(options) ?? options);
        var app = builder.Build();
        app.MapTwinApi();
        map?.Invoke(app);
        await app.StartAsync();
        return new ApiHost(app, engine, store, time, log);
    }

    /// <summary>A caller with a key; null: without one.</summary>
    public HttpClient Client(string? key = AdminKey)
    {
        var client = _app.GetTestClient();
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A stored key of these roles and sites.</summary>
    public async Task<string> KeyAsync(string role, params string[] sites)
    {
        var (token, stored) = ApiKey.Create(role, [role], sites, Time.GetUtcNow(), expiresAt: null);
        await Store.AddAsync(stored, CancellationToken.None);
        Services.GetRequiredService<KeyRing>().Forget();
        return token;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>Everything that was logged.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
