using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Deploy.Tests.Compose;

/// <summary>What can be said of the compose file without starting it.</summary>
public sealed class ComposeTests
{
    private const int DrainSecondsMax = 30;

    public static TheoryData<string> Services() => [.. ComposeFile.Services.Keys];

    public static TheoryData<string> Silos() => [.. ComposeFile.Silos.Keys];

    [Theory]
    [InlineData("secrets")]
    [InlineData("networks")]
    public void What_services_name_is_declared_and_what_is_declared_is_used(string section)
    {
        var used = ComposeFile.Services.Values.SelectMany(service => Yaml.Names(service[section])).Distinct().Order();

        Assert.Equal(Yaml.Names(ComposeFile.Document[section]).Order(), used);
    }

    [Fact]
    public void Every_volume_is_declared_or_a_file_that_is_there()
    {
        var sources = ComposeFile.Services.Values.SelectMany(service => Yaml.Names(service["volumes"])).Select(volume => volume.Split(':')[0]).ToList();
        var files = sources.Where(source => source.StartsWith('.')).ToList();

        Assert.Equal(Yaml.Names(ComposeFile.Document["volumes"]).Order(), sources.Except(files).Order());
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(Path.Exists(Path.Combine(Repository.PathOf("deploy"), file)), $"{file} is not there"));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_image_has_a_version(string service) =>
        Assert.Matches(@"^[\w./-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$", ComposeFile.Default().Replace((string)ComposeFile.Services[service]["image"]!, "${default}"));

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_port_is_open_on_this_machine_alone(string service) =>
        Assert.All(Yaml.Names(ComposeFile.Services[service]["ports"]), port => Assert.StartsWith("127.0.0.1:", port));

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_container_has_a_root_it_cannot_write_and_no_way_to_more_rights(string service)
    {
        var container = ComposeFile.Services[service];

        Assert.Equal("true", (string)container["read_only"]!);
        Assert.Equal(["ALL"], Yaml.Names(container["cap_drop"]));
        Assert.Equal(["no-new-privileges:true"], Yaml.Names(container["security_opt"]));
        Assert.Equal("unless-stopped", (string)container["restart"]!);
        Assert.Null(container["privileged"]);
    }

    [Fact]
    public void Only_the_database_keeps_rights_to_become_its_own_user() =>
        Assert.Equal(["postgres"], ComposeFile.Services.Where(service => service.Value["cap_add"] is not null).Select(service => service.Key));

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_silo_writes_to_data_and_tmp_alone(string silo)
    {
        var targets = Yaml.Names(ComposeFile.Silos[silo]["volumes"]).Concat(Yaml.Names(ComposeFile.Silos[silo]["tmpfs"])).Select(mount => mount.Split(':'));

        Assert.Equal([$"{silo}:{Container.Dockerfile.Product.Environment["Twin__Data"]}", "/tmp"], targets.Select(mount => mount[0] == "/tmp" ? mount[0] : string.Join(':', mount)));
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_silo_has_longer_to_stop_than_it_drains(string silo) =>
        Assert.True(int.Parse(((string)ComposeFile.Silos[silo]["stop_grace_period"]!).TrimEnd('s'), CultureInfo.InvariantCulture) > DrainSecondsMax);

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_silo_waits_for_a_database_that_answers(string silo)
    {
        Assert.Equal("service_healthy", (string)ComposeFile.Silos[silo]["depends_on"]!["postgres"]!["condition"]!);
        Assert.Contains("pg_isready", Yaml.Names(ComposeFile.Services["postgres"]["healthcheck"]!["test"]));
        Assert.All(Yaml.Names(ComposeFile.Silos[silo]["depends_on"]), other => Assert.Contains(other, ComposeFile.Services.Keys));
    }

    [Fact]
    public void Two_silos_say_at_which_address_of_the_network_each_is_reached()
    {
        var subnet = IPNetwork.Parse((string)ComposeFile.Document["networks"]!["twin"]!["ipam"]!["config"]![0]!["subnet"]!);
        var addresses = ComposeFile.Silos.Values.Select(silo => (string)silo["networks"]!["twin"]!["ipv4_address"]!).ToList();

        Assert.Equal(2, addresses.Distinct().Count());
        Assert.Equal(addresses, ComposeFile.Silos.Values.Select(silo => ComposeFile.EnvironmentOf(silo)["Twin__Cluster__Address"]));
        Assert.All(addresses, address => Assert.True(subnet.Contains(IPAddress.Parse(address))));
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public void A_silo_is_published_on_the_port_the_image_listens_on(string silo) =>
        Assert.EndsWith($":{Container.Dockerfile.Product.Environment["ASPNETCORE_HTTP_PORTS"]}", Assert.Single(Yaml.Names(ComposeFile.Silos[silo]["ports"])));

    [Fact]
    public void The_silos_are_of_the_version_of_this_source() =>
        Assert.All(ComposeFile.Silos.Values, silo => Assert.Equal($"shopfloortwin:{Repository.Version}", ComposeFile.Default().Replace((string)silo["image"]!, "${default}")));

    [Fact]
    public async Task The_script_makes_every_secret_once()
    {
        using var secrets = await Secrets.MakeAsync();
        var made = secrets.Files.ToDictionary(file => file, File.ReadAllText);
        await secrets.MakeAgainAsync();

        var named = ComposeFile.Document["secrets"]!.AsObject().Select(secret => Path.GetFileName((string)secret.Value!["file"]!)).Order();
        Assert.Equal(named, made.Keys.Select(file => Path.GetFileName(file)).Order());
        Assert.All(made, secret => Assert.Equal(secret.Value, File.ReadAllText(secret.Key)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(Path.GetDirectoryName(secrets.Files[0])!).UnixFileMode);
    }

    [Fact]
    public void The_database_server_takes_only_settings_that_it_knows() =>
        Assert.Equal(["POSTGRES_INITDB_ARGS", "POSTGRES_PASSWORD_FILE", "TWIN_PASSWORD_FILE"], Yaml.Names(ComposeFile.Services["postgres"]["environment"]).Order());

    [Theory]
    [MemberData(nameof(Services))]
    public void A_secret_is_read_where_it_is_mounted(string service)
    {
        var container = ComposeFile.Services[service];
        var files = (container["environment"] as JsonObject)?.Select(pair => (string)pair.Value!).Where(value => value.StartsWith("/run/secrets/", StringComparison.Ordinal)) ?? [];

        Assert.Equal(Yaml.Names(container["secrets"]).Order(), files.Select(file => Path.GetFileName(file)).Order());
    }
}
