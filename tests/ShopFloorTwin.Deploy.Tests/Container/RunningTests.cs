using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ShopFloorTwin.Deploy.Tests.Kubernetes;

namespace ShopFloorTwin.Deploy.Tests.Container;

/// <summary>The program with the variables of the image.</summary>
public sealed class RunningTests
{
    [Fact]
    public async Task The_silo_answers_every_probe_on_the_port_of_the_image_and_stops_in_good_order()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort();
        var variables = Dockerfile.Product.Environment.ToDictionary();
        variables["ASPNETCORE_HTTP_PORTS"] = port.ToString(CultureInfo.InvariantCulture);
        variables["Twin__Data"] = folder.File("data");

        await using var silo = RunningSilo.Start(variables, port);

        foreach (var probe in new[] { Manifests.Silo.StartupProbe, Manifests.Silo.LivenessProbe, Manifests.Silo.ReadinessProbe })
            await silo.WaitForAsync(probe.HttpGet.Path, HttpStatusCode.OK);
        Assert.Equal(0, await silo.StopAsync());
        Assert.NotEmpty(Directory.GetFiles(folder.File("data")));
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
