using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ShopFloorTwin.Deploy.Tests.Compose;

/// <summary><c>deploy/compose.yaml</c>.</summary>
internal static partial class ComposeFile
{
    public static JsonObject Document { get; } = Yaml.Load("deploy/compose.yaml");

    public static IReadOnlyDictionary<string, JsonObject> Services { get; } =
        Document["services"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.AsObject());

    /// <summary>The services that run the product.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Silos { get; } =
        Services.Where(service => service.Key.StartsWith("silo", StringComparison.Ordinal)).ToDictionary();

    /// <summary>A service's variables, with those of the shell at their defaults.</summary>
    public static IReadOnlyDictionary<string, string> EnvironmentOf(JsonObject service) =>
        service["environment"]!.AsObject().ToDictionary(pair => pair.Key, pair => Default().Replace((string?)pair.Value ?? "", "${default}"));

    [GeneratedRegex(@"\$\{\w+:-(?<default>[^}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    public static partial Regex Default();
}
