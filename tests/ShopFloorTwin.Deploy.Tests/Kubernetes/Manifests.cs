using k8s;
using k8s.Models;

namespace ShopFloorTwin.Deploy.Tests.Kubernetes;

/// <summary>The manifests of <c>deploy/kubernetes</c>, read into Kubernetes' own types.</summary>
internal static class Manifests
{
    public const string Folder = "deploy/kubernetes";
    public const string Template = "secret.template.yaml";
    private const string Kustomization = "kustomization.yaml";

    /// <summary>Every manifest file, by name; the kustomization is a tool's own.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.GetFiles(Repository.PathOf(Folder)).Select(file => Path.GetFileName(file)).Where(file => file != Kustomization).Order()];

    public static System.Text.Json.Nodes.JsonObject KustomizationDocument { get; } = Yaml.Load($"{Folder}/{Kustomization}");

    public static IReadOnlyList<object> All { get; } = [.. Files.SelectMany(Objects)];

    public static V1StatefulSet Silos { get; } = One<V1StatefulSet>();

    public static V1PodSpec Pod => Silos.Spec.Template.Spec;

    public static V1Container Silo => Pod.Containers.Single();

    public static T One<T>() => All.OfType<T>().Single();

    public static IReadOnlyList<object> Objects(string file) => Read(Repository.Read($"{Folder}/{file}"));

    /// <summary>Strict: a field that the kind does not have, and one given twice, are faults.</summary>
    public static IReadOnlyList<object> Read(string text) => KubernetesYaml.LoadAllFromString(text, strict: true);
}
