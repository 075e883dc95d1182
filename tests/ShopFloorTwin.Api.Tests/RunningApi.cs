using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Embedded;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Tests;

/// <summary>Store, engine and API, as the host puts them together.</summary>
internal sealed class RunningApi(IStore store, EmbeddedEngine engine, WebApplication app) : IAsyncDisposable
{
    public HttpClient Client { get; } = NewClient(app, ApiHost.AdminKey);

    public IStore Store => store;

    /// <summary>A caller with another key of that role; its id, too.</summary>
    public async Task<(HttpClient Client, string KeyId)> ClientAsync(string role, string? name = null)
    {
        var (token, stored) = ApiKey.Create(name ?? role, [role], ["*"], TimeProvider.System.GetUtcNow(), expiresAt: null);
        await store.Keys.AddAsync(stored, CancellationToken.None);
        app.Services.GetRequiredService<KeyRing>().Forget();
        return (NewClient(app, token), stored.KeyId);
    }

    public static async Task<RunningApi> StartAsync(string folder, DecisionRules? rules = null)
    {
        var store = await Stores.OpenAsync(new StoreOptions("sqlite", folder), TimeProvider.System, CancellationToken.None);
        var engine = await EmbeddedEngine.StartAsync(store, new EngineOptions { Rules = rules ?? DecisionRules.Default }, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance, CancellationToken.None);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ITwinEngine>(engine).AddSingleton(store);
        builder.Services.AddTwinApi(new ApiOptions { BootstrapKey = ApiHost.AdminKey, MinPositionWait = TimeSpan.FromSeconds(30) });
        var app = builder.Build();
        app.MapTwinApi();
        await app.StartAsync();
        return new RunningApi(store, engine, app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await engine.DisposeAsync();
        await store.DisposeAsync();
    }

    private static HttpClient NewClient(WebApplication app, string key)
    {
        var client = app.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
