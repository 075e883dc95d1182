using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ShopFloorTwin.Api.Decisions;
using ShopFloorTwin.Api.Events;
using ShopFloorTwin.Api.Health;
using ShopFloorTwin.Api.Keys;
using ShopFloorTwin.Api.Quarantine;
using ShopFloorTwin.Api.Scenarios;
using ShopFloorTwin.Api.Sites;
using ShopFloorTwin.Api.Studies;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Api.Http;

/// <summary>JSON of every body this API gives and takes, generated at build time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [typeof(UtcTimeConverter), typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SiteList))]
[JsonSerializable(typeof(SiteView))]
[JsonSerializable(typeof(PlantAnswer))]
[JsonSerializable(typeof(PlantBody))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(EventDocument))]
[JsonSerializable(typeof(EventDocument[]))]
[JsonSerializable(typeof(Page<OrderView>))]
[JsonSerializable(typeof(Page<WorkCenterView>))]
[JsonSerializable(typeof(Page<ComponentView>))]
[JsonSerializable(typeof(Page<SupplierView>))]
[JsonSerializable(typeof(Page<DecisionView>))]
[JsonSerializable(typeof(Page<ExceptionView>))]
[JsonSerializable(typeof(ScorecardView))]
[JsonSerializable(typeof(Page<VarianceView>))]
[JsonSerializable(typeof(SuggestionAnswer))]
[JsonSerializable(typeof(WhatIfBody))]
[JsonSerializable(typeof(WhatIfAnswer))]
[JsonSerializable(typeof(NewScenario))]
[JsonSerializable(typeof(ScenarioList))]
[JsonSerializable(typeof(ScenarioReadingView))]
[JsonSerializable(typeof(ComparisonView))]
[JsonSerializable(typeof(CommitAnswer))]
[JsonSerializable(typeof(Study))]
[JsonSerializable(typeof(NewStress))]
[JsonSerializable(typeof(NewSweep))]
[JsonSerializable(typeof(NewMonteCarlo))]
[JsonSerializable(typeof(MonteCarloStarted))]
[JsonSerializable(typeof(MonteCarloProgress))]
[JsonSerializable(typeof(MonteCarloAnswer))]
[JsonSerializable(typeof(NewDecision))]
[JsonSerializable(typeof(DecisionVerdict))]
[JsonSerializable(typeof(DecisionAnswer))]
[JsonSerializable(typeof(QuarantineList))]
[JsonSerializable(typeof(QuarantineView))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(IssuedKey))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Lets the framework write answers by this context.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        foreach (var converter in Default.Options.Converters)
            options.Converters.Add(converter);
        options.TypeInfoResolverChain.Insert(0, Default.WithAddedModifier(LeaveOut));
    }

    /// <summary>Some members are there only when they were asked for.</summary>
    private static void LeaveOut(JsonTypeInfo type)
    {
        var optional = type.Type == typeof(OrderView) ? "operations" : type.Type == typeof(SiteView) ? "stateHash" : null;
        foreach (var property in type.Properties.Where(property => property.Name == optional))
            property.ShouldSerialize = static (_, value) => value is not null;
    }
}
