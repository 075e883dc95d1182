using Microsoft.Extensions.Configuration;
using ShopFloorTwin.Deploy.Tests.Compose;
using ShopFloorTwin.Deploy.Tests.Container;
using ShopFloorTwin.Deploy.Tests.Kubernetes;
using ShopFloorTwin.Silo.Configuration;

namespace ShopFloorTwin.Deploy.Tests;

/// <summary>Every variable that the deployment sets is one that is read.</summary>
public sealed class VariablesTests
{
    private const string SomePodAddress = "10.42.0.7";

    /// <summary>Of the runtime and the web server, and of the manifests themselves.</summary>
    private static readonly string[] Others = ["ASPNETCORE_HTTP_PORTS", "DOTNET_EnableDiagnostics", "POD_NAME"];

    /// <summary>Each kind of silo with all of its variables: the image's, then its own.</summary>
    private static Dictionary<string, IReadOnlyDictionary<string, string>> Silos { get; } =
        ComposeFile.Silos.ToDictionary(silo => $"compose {silo.Key}", silo => OnImage(ComposeFile.EnvironmentOf(silo.Value)))
            .Append(new("kubernetes", OnImage(PodVariables()))).ToDictionary();

    public static TheoryData<string> Names() => [.. Silos.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_key_is_one_the_product_reads(string silo) => ConfigurationKeys.Check(ConfigurationOf(Silos[silo]));

    [Fact]
    public void A_key_that_the_product_does_not_read_is_found() =>
        Assert.Throws<ConfigurationFault>(() => ConfigurationKeys.Check(ConfigurationOf(new Dictionary<string, string> { ["Twin__Cluster__Adress"] = "10.0.0.1" })));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_other_variable_is_one_of_telemetry_or_of_the_runtime(string silo)
    {
        var telemetry = Repository.Read("docs/telemetry.md");
        var others = Silos[silo].Keys.Where(name => !name.Contains("__", StringComparison.Ordinal)).Except(Others);

        Assert.All(others, name => Assert.Contains($"`{name}`", telemetry));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_product_takes_the_configuration_with_the_secrets_in_their_places(string silo)
    {
        using var secrets = await Secrets.MakeAsync();
        var variables = Silos[silo].ToDictionary(pair => pair.Key, pair => pair.Key.EndsWith("File", StringComparison.Ordinal) ? secrets.PathOf(Path.GetFileName(pair.Value)) : pair.Value);

        var settings = new TwinSettingsReader(ConfigurationOf(variables)).Read();

        Assert.Equal(EngineKind.Orleans, settings.Engine);
        Assert.StartsWith("Host=postgres;Database=twin;Username=twin;Password=", settings.Store);
        Assert.Equal("/data", settings.Data);
        Assert.NotNull(settings.BootstrapKey);
        Assert.False(settings.Demo);
        Assert.Null(settings.Urls);
    }

    [Fact]
    public void The_silos_of_compose_are_one_cluster()
    {
        string[] shared = ["Twin__Cluster__Id", "Twin__Cluster__SiloPort", "Twin__StoreFile", "Twin__Engine"];

        Assert.All(shared, name => Assert.Single(ComposeFile.Silos.Values.Select(silo => ComposeFile.EnvironmentOf(silo)[name]).Distinct()));
    }

    private static IReadOnlyDictionary<string, string> OnImage(IReadOnlyDictionary<string, string> variables)
    {
        var all = Dockerfile.Product.Environment.ToDictionary();
        foreach (var (name, value) in variables)
            all[name] = value;
        return all;
    }

    private static Dictionary<string, string> PodVariables() =>
        Manifests.One<k8s.Models.V1ConfigMap>().Data
            .Concat(Manifests.Silo.Env.Select(variable => KeyValuePair.Create(variable.Name, variable.Value ?? SomePodAddress)))
            .ToDictionary();

    /// <summary>As <see cref="ConfigurationSources"/> reads an environment.</summary>
    private static IConfiguration ConfigurationOf(IReadOnlyDictionary<string, string> variables) =>
        new ConfigurationBuilder().AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(
            variable.Key.Replace("ASPNETCORE_", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value))).Build();
}
