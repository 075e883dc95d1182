using k8s;
using k8s.Models;
using YamlDotNet.Core;

namespace ShopFloorTwin.Deploy.Tests.Kubernetes;

/// <summary>The manifests as a whole: valid, complete, and of one piece.</summary>
public sealed class ManifestTests
{
    public static TheoryData<string> Files() => [.. Manifests.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_manifest_is_one_that_Kubernetes_knows(string file)
    {
        var objects = Manifests.Objects(file);

        Assert.NotEmpty(objects);
        Assert.All(objects.Cast<IKubernetesObject<V1ObjectMeta>>(), one => Assert.Matches("^[a-z][a-z0-9-]*$", one.Metadata.Name));
    }

    [Fact]
    public void A_field_that_Kubernetes_does_not_know_is_found()
    {
        var wrong = Repository.Read("deploy/kubernetes/statefulset.yaml").Replace("readOnlyRootFilesystem", "readOnlyRootFileSystem", StringComparison.Ordinal);

        Assert.Contains("readOnlyRootFileSystem", Assert.ThrowsAny<YamlException>(() => Manifests.Read(wrong)).Message);
    }

    [Fact]
    public void Everything_is_applied_but_the_template_of_the_secret() =>
        Assert.Equal(Manifests.Files.Where(file => file != Manifests.Template), Yaml.Names(Manifests.KustomizationDocument["resources"]).Order());

    [Fact]
    public void There_is_one_of_each_kind_that_a_cluster_needs()
    {
        Type[] kinds = [typeof(V1Namespace), typeof(V1ServiceAccount), typeof(V1ConfigMap), typeof(V1Secret), typeof(V1StatefulSet), typeof(V1PodDisruptionBudget), typeof(V1NetworkPolicy)];

        Assert.All(kinds, kind => Assert.Single(Manifests.All, one => one.GetType() == kind));
        Assert.Equal(2, Manifests.All.OfType<V1Service>().Count());
    }

    [Fact]
    public void Every_object_lands_in_the_one_namespace()
    {
        var name = Manifests.One<V1Namespace>().Metadata.Name;

        Assert.Equal(name, (string)Manifests.KustomizationDocument["namespace"]!);
        Assert.All(Manifests.All.Cast<IKubernetesObject<V1ObjectMeta>>(), one => Assert.Contains(one.Metadata.NamespaceProperty, new[] { null, name }));
    }

    [Fact]
    public void Every_selector_selects_the_silos()
    {
        var labels = Manifests.Silos.Spec.Template.Metadata.Labels;
        var policy = Manifests.One<V1NetworkPolicy>().Spec;
        var peers = policy.Ingress.SelectMany(rule => rule.FromProperty ?? []).Concat(policy.Egress.SelectMany(rule => rule.To ?? [])).Where(peer => peer.PodSelector is not null);
        IEnumerable<IDictionary<string, string>> selectors =
        [
            Manifests.Silos.Spec.Selector.MatchLabels, Manifests.One<V1PodDisruptionBudget>().Spec.Selector.MatchLabels, policy.PodSelector.MatchLabels,
            .. Manifests.All.OfType<V1Service>().Select(service => service.Spec.Selector),
            .. Manifests.Pod.TopologySpreadConstraints.Select(spread => spread.LabelSelector.MatchLabels),
            .. peers.Select(peer => peer.PodSelector.MatchLabels),
        ];

        Assert.All(selectors, selector =>
        {
            Assert.NotEmpty(selector);
            Assert.All(selector, label => Assert.Equal(label.Value, labels[label.Key]));
        });
    }

    [Fact]
    public void Services_and_the_policy_use_ports_that_the_silo_has()
    {
        var ports = Manifests.Silo.Ports.ToDictionary(port => port.Name, port => port.ContainerPort);
        var policy = Manifests.One<V1NetworkPolicy>().Spec;
        var allowed = policy.Ingress.SelectMany(rule => rule.Ports).Select(port => (string)port.Port);

        Assert.All(Manifests.All.OfType<V1Service>().SelectMany(service => service.Spec.Ports), port => Assert.Contains((string)port.TargetPort, ports.Keys));
        Assert.Equal(ports.Values.Select(port => $"{port}").Order(), allowed.Order());
        Assert.Equal(Manifests.One<V1ConfigMap>().Data["Twin__Cluster__SiloPort"], $"{ports["silo"]}");
        Assert.Equal(Container.Dockerfile.Product.Environment["ASPNETCORE_HTTP_PORTS"], $"{ports["http"]}");
    }

    [Fact]
    public void The_port_of_the_silos_is_open_to_silos_alone()
    {
        var port = $"{Manifests.Silo.Ports.Single(port => port.Name == "silo").ContainerPort}";
        var rule = Assert.Single(Manifests.One<V1NetworkPolicy>().Spec.Ingress, rule => rule.Ports.Any(one => (string)one.Port == port));

        Assert.NotNull(Assert.Single(rule.FromProperty).PodSelector);
        Assert.Null(rule.FromProperty[0].NamespaceSelector);
        Assert.Single(rule.Ports);
    }

    [Fact]
    public void A_silo_may_reach_the_others_names_the_database_the_collector_and_Odoo()
    {
        var policy = Manifests.One<V1NetworkPolicy>().Spec;
        var collector = new Uri(Manifests.One<V1ConfigMap>().Data["OTEL_EXPORTER_OTLP_ENDPOINT"]);

        Assert.Equal(["Egress", "Ingress"], policy.PolicyTypes.Order());
        Assert.Equal(["11111", "53", "53", "5432", "4317", "4318", "443"], policy.Egress.SelectMany(rule => rule.Ports).Select(port => (string)port.Port));
        var rule = Assert.Single(policy.Egress, rule => rule.Ports.Any(port => (string)port.Port == $"{collector.Port}"));
        Assert.Equal(collector.Host.Split('.')[1], Assert.Single(rule.To).NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"]);
    }

    [Fact]
    public void One_silo_at_a_time_is_taken_away()
    {
        Assert.Equal("1", (string)Manifests.One<V1PodDisruptionBudget>().Spec.MaxUnavailable);
        Assert.Equal("RollingUpdate", Manifests.Silos.Spec.UpdateStrategy.Type);
        Assert.Equal("1", (string)Manifests.Silos.Spec.UpdateStrategy.RollingUpdate.MaxUnavailable);
        Assert.True(Manifests.Silos.Spec.Replicas >= 2);
    }

    [Fact]
    public void The_silos_names_come_from_a_headless_service()
    {
        var service = Assert.Single(Manifests.All.OfType<V1Service>(), service => service.Metadata.Name == Manifests.Silos.Spec.ServiceName);

        Assert.Equal("None", service.Spec.ClusterIP);
        Assert.True(service.Spec.PublishNotReadyAddresses);
    }

    [Fact]
    public void The_image_is_of_the_version_of_this_source()
    {
        var image = Assert.Single(Manifests.KustomizationDocument["images"]!.AsArray())!;

        Assert.Equal($"shopfloortwin:{Repository.Version}", Manifests.Silo.Image);
        Assert.Equal(Repository.Version, (string)image["newTag"]!);
        Assert.Equal(Manifests.Silo.Image.Split(':')[0], (string)image["name"]!);
    }

    [Fact]
    public void The_template_holds_no_secret() =>
        Assert.All(Manifests.One<V1Secret>().StringData.Values, value => Assert.Contains("REPLACE-ME", value));
}
