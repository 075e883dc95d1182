using k8s.Models;

namespace ShopFloorTwin.Deploy.Tests.Kubernetes;

/// <summary>The pod of one silo.</summary>
public sealed class PodTests
{
    private const int DrainSecondsMax = 30;

    private static V1PodSpec Pod => Manifests.Pod;

    private static V1Container Silo => Manifests.Silo;

    [Fact]
    public void It_runs_as_the_user_of_the_image_who_is_not_root()
    {
        var user = Container.Dockerfile.Product.User.Split(':');

        Assert.True(Pod.SecurityContext.RunAsNonRoot);
        Assert.Equal(user, new[] { $"{Pod.SecurityContext.RunAsUser}", $"{Pod.SecurityContext.RunAsGroup}" });
        Assert.Equal(user[1], $"{Pod.SecurityContext.FsGroup}");
    }

    [Fact]
    public void It_asks_for_no_more_than_the_restricted_standard_allows()
    {
        Assert.Equal("restricted", Manifests.One<V1Namespace>().Metadata.Labels["pod-security.kubernetes.io/enforce"]);
        Assert.Equal("RuntimeDefault", Pod.SecurityContext.SeccompProfile.Type);
        Assert.False(Silo.SecurityContext.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], Silo.SecurityContext.Capabilities.Drop);
        Assert.Null(Silo.SecurityContext.Capabilities.Add);
        Assert.Null(Silo.SecurityContext.Privileged);
        Assert.Null(Pod.HostNetwork);
    }

    [Fact]
    public void It_asks_nothing_of_Kubernetes()
    {
        Assert.False(Pod.AutomountServiceAccountToken);
        Assert.False(Manifests.One<V1ServiceAccount>().AutomountServiceAccountToken);
        Assert.Equal(Manifests.One<V1ServiceAccount>().Metadata.Name, Pod.ServiceAccountName);
    }

    [Fact]
    public void Its_root_is_read_only_with_data_and_tmp_to_write_to()
    {
        var writable = Silo.VolumeMounts.Where(mount => mount.ReadOnlyProperty != true).Select(mount => mount.MountPath);

        Assert.True(Silo.SecurityContext.ReadOnlyRootFilesystem);
        Assert.Equal([Container.Dockerfile.Product.Environment["Twin__Data"], "/tmp"], writable);
    }

    [Fact]
    public void Every_mount_has_its_volume_and_every_volume_its_mount_and_its_bound()
    {
        Assert.Equal(Pod.Volumes.Select(volume => volume.Name).Order(), Silo.VolumeMounts.Select(mount => mount.Name).Order());
        Assert.All(Pod.Volumes.Where(volume => volume.EmptyDir is not null), volume => Assert.NotNull(volume.EmptyDir.SizeLimit));
    }

    [Fact]
    public void Its_secrets_are_those_of_the_template_read_from_where_they_are_mounted()
    {
        var secret = Manifests.One<V1Secret>();
        var volume = Assert.Single(Pod.Volumes, volume => volume.Secret is not null);
        var folder = Silo.VolumeMounts.Single(mount => mount.Name == volume.Name).MountPath;
        var files = Silo.Env.Where(variable => variable.Name.EndsWith("File", StringComparison.Ordinal)).Select(variable => variable.Value);

        Assert.Equal(secret.Metadata.Name, volume.Secret.SecretName);
        Assert.Equal(Convert.ToInt32("440", 8), volume.Secret.DefaultMode);
        Assert.Equal(secret.StringData.Keys.Select(key => $"{folder}/{key}").Order(), files.Order());
    }

    [Fact]
    public void Its_configuration_is_the_map_that_is_there() =>
        Assert.Equal(Manifests.One<V1ConfigMap>().Metadata.Name, Assert.Single(Silo.EnvFrom).ConfigMapRef.Name);

    [Fact]
    public void The_other_silos_reach_it_at_its_own_address() =>
        Assert.Equal("status.podIP", Silo.Env.Single(variable => variable.Name == "Twin__Cluster__Address").ValueFrom.FieldRef.FieldPath);

    [Fact]
    public void It_is_watched_while_it_starts_while_it_lives_and_while_it_serves()
    {
        Assert.Equal(["/health/live", "/health/live", "/health/ready"], new[] { Silo.StartupProbe, Silo.LivenessProbe, Silo.ReadinessProbe }.Select(probe => probe.HttpGet.Path));
        Assert.All([Silo.StartupProbe, Silo.LivenessProbe, Silo.ReadinessProbe], probe => Assert.Equal("http", (string)probe.HttpGet.Port));
    }

    [Fact]
    public void It_has_longer_to_stop_than_it_waits_and_drains() =>
        Assert.True(Pod.TerminationGracePeriodSeconds > Silo.Lifecycle.PreStop.Sleep.Seconds + DrainSecondsMax);

    [Fact]
    public void It_names_what_it_needs_and_its_memory_is_bounded()
    {
        Assert.Equal(["cpu", "memory"], Silo.Resources.Requests.Keys.Order());
        Assert.True(Silo.Resources.Limits["memory"].ToDecimal() >= Silo.Resources.Requests["memory"].ToDecimal());
    }

    [Fact]
    public void Silos_are_spread_over_machines_and_zones() =>
        Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], Pod.TopologySpreadConstraints.Select(spread => spread.TopologyKey));
}
