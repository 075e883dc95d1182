using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ShopFloorTwin.Silo.Telemetry;

/// <summary>
/// Sends traces and metrics to an OpenTelemetry collector. Switched, addressed and named by the standard <c>OTEL_*</c> variables alone:
/// without an endpoint nothing is collected.
/// </summary>
public sealed class OtlpExport : IAsyncDisposable
{
    public const string DefaultServiceName = "shopfloortwin";

    private static readonly string[] TraceSources = [Engine.Telemetry.Name, "Microsoft.AspNetCore", "Microsoft.Orleans.*", "Npgsql", "System.Net.Http"];
    private static readonly string[] Meters =
    [
        Engine.Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "Npgsql", "System.Net.Http", "System.Runtime",
    ];

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private OtlpExport(TracerProvider? traces, MeterProvider? metrics) => (_traces, _metrics) = (traces, metrics);

    /// <summary>Starts what the variables ask for; null when they ask for nothing.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static OtlpExport? Start(Func<string, string?> variable)
    {
        if (string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        var traces = IsAsked(variable, "TRACES");
        var metrics = IsAsked(variable, "METRICS");
        return !traces && !metrics ? null : new OtlpExport(
            traces ? Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource()).AddSource(TraceSources).AddOtlpExporter().Build() : null,
            metrics ? Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource()).AddMeter(Meters).AddOtlpExporter().Build() : null);
    }

    /// <summary>Sends what is left.</summary>
    public ValueTask DisposeAsync()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsAsked(Func<string, string?> variable, string signal) =>
        !string.Equals(variable($"OTEL_{signal}_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase)
        && (!string.IsNullOrEmpty(variable("OTEL_EXPORTER_OTLP_ENDPOINT")) || !string.IsNullOrEmpty(variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")));

    // The variables come last, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService(DefaultServiceName, serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
