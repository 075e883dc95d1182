using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Board;
using ShopFloorTwin.Api.Components;
using ShopFloorTwin.Api.Decisions;
using ShopFloorTwin.Api.Events;
using ShopFloorTwin.Api.Health;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Api.Keys;
using ShopFloorTwin.Api.OpenApi;
using ShopFloorTwin.Api.Orders;
using ShopFloorTwin.Api.Quarantine;
using ShopFloorTwin.Api.Scenarios;
using ShopFloorTwin.Api.Scores;
using ShopFloorTwin.Api.Sites;
using ShopFloorTwin.Api.Streams;
using ShopFloorTwin.Api.Studies;
using ShopFloorTwin.Api.Suggestions;
using ShopFloorTwin.Api.Suppliers;
using ShopFloorTwin.Api.WorkCenters;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Scenarios;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api;

/// <summary>Puts the API and the board into a host. The host registers <see cref="ITwinEngine"/> and <see cref="IStore"/>.</summary>
public static class TwinApi
{
    /// <summary>Registers what the endpoints need.</summary>
    public static IServiceCollection AddTwinApi(this IServiceCollection services, ApiOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IStore>().Keys);
        services.TryAddSingleton(provider => provider.GetRequiredService<IStore>().Quarantine);
        services.TryAddSingleton(provider => provider.GetRequiredService<IStore>().Journal);
        services.TryAddSingleton(provider => provider.GetRequiredService<IStore>().Scenarios);
        services.AddSingleton<Twins>().AddSingleton<SiteRoll>().AddSingleton<EventIntake>().AddSingleton<Readiness>();
        services.AddSingleton<BodyBudget>().AddSingleton<RememberedAnswers>().AddSingleton<DecisionDesk>().AddSingleton<StreamAnswer>();
        services.AddSingleton<ScenarioKeeping>().AddSingleton<ScenarioDesk>();
        services.AddSingleton<KeyRing>().AddSingleton<BoardSessions>().AddSingleton<FailedAttempts>();

        services.AddAuthentication(KeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, configureOptions: null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new EndpointAccess()).Build());
        services.AddSingleton<IAuthorizationHandler, EndpointAccess>();

        services.Configure<JsonOptions>(json => ApiJson.Configure(json.SerializerOptions));
        services.AddTwinOpenApi();

        // The address of the board's first opening holds a key.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        return services;
    }

    /// <summary>Maps every endpoint, behind errors as problems, authentication and the table of access.</summary>
    public static WebApplication MapTwinApi(this WebApplication app)
    {
        app.Use(SecurityHeaders.InvokeAsync);
        app.UseMiddleware<Errors>();
        app.UseRouting();
        app.UseMiddleware<Admission>();
        app.UseAuthentication();
        app.UseAuthorization();

        HealthEndpoints.Map(app);
        PlantEndpoints.MapSchema(app);
        app.MapTwinOpenApi();
        BoardEndpoints.Map(app);

        var api = app.MapVersion1();
        SiteEndpoints.Map(api);
        PlantEndpoints.Map(api);
        EventsEndpoints.Map(api);
        OrderEndpoints.Map(api);
        WorkCenterEndpoints.Map(api);
        ComponentEndpoints.Map(api);
        SupplierEndpoints.Map(api);
        ScoreEndpoints.Map(api);
        SuggestionEndpoints.Map(api);
        WhatIfEndpoints.Map(api);
        ScenarioEndpoints.Map(api);
        StudyEndpoints.Map(api);
        StreamEndpoints.Map(api);
        DecisionEndpoints.Map(api);
        QuarantineEndpoints.Map(api);
        KeyEndpoints.Map(api);
        return app;
    }

    /// <summary>Makes the first admin key when there is neither a key nor a bootstrap key.</summary>
    /// <returns>Its token, for the host to print once; null when there was nothing to make.</returns>
    public static ValueTask<string?> EnsureFirstKeyAsync(this IServiceProvider services, CancellationToken cancellation) =>
        services.GetRequiredService<KeyRing>().EnsureFirstAsync(cancellation);
}
