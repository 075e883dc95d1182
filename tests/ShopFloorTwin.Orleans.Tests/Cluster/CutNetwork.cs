using System.Globalization;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>
/// Two network namespaces, each with a cable to this machine and one between the two, which can be cut. Nothing of it reaches beyond this machine.
/// </summary>
internal sealed class CutNetwork : IAsyncDisposable
{
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"tw{Environment.ProcessId % 100_000}");
    private readonly string _net = string.Create(CultureInfo.InvariantCulture, $"10.213.{Environment.ProcessId % 250}");

    private CutNetwork()
    {
    }

    /// <summary>This machine's address on each cable, for what both namespaces need.</summary>
    public IReadOnlyList<string> Here => [$"{_net}.1", $"{_net}.5"];

    public string NamespaceOf(int side) => $"{_name}{(side == 0 ? 'a' : 'b')}";

    /// <summary>Where this machine reaches the side.</summary>
    public string ReachedAt(int side) => side == 0 ? $"{_net}.2" : $"{_net}.6";

    /// <summary>Where the other side reaches the side.</summary>
    public string PeerAt(int side) => side == 0 ? $"{_net}.9" : $"{_net}.10";

    /// <summary>Skips the test where namespaces cannot be made.</summary>
    public static async Task<CutNetwork> MakeAsync()
    {
        var network = new CutNetwork();
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("network namespaces need root");
        try
        {
            await Commands.RunAsync("ip", "netns", "add", network.NamespaceOf(0));
        }
        catch (InvalidOperationException failure)
        {
            Assert.Skip($"network namespaces cannot be made here: {failure.Message}");
        }
        try
        {
            await Commands.RunAsync("ip", "netns", "add", network.NamespaceOf(1));
            await network.CableAsync();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Between the two sides; either still reaches this machine.</summary>
    public Task CutAsync() => Commands.RunAsync("ip", "-n", NamespaceOf(0), "link", "set", "peer", "down");

    public Task MendAsync() => Commands.RunAsync("ip", "-n", NamespaceOf(0), "link", "set", "peer", "up");

    public async ValueTask DisposeAsync()
    {
        for (var side = 0; side < 2; side++)
        {
            if (File.Exists($"/run/netns/{NamespaceOf(side)}"))
                await Commands.RunAsync("ip", "netns", "del", NamespaceOf(side));
        }
    }

    private async Task CableAsync()
    {
        for (var side = 0; side < 2; side++)
        {
            var inside = NamespaceOf(side);
            await Commands.RunAsync("ip", "link", "add", inside, "type", "veth", "peer", "name", "here", "netns", inside);
            await Commands.RunAsync("ip", "addr", "add", $"{Here[side]}/30", "dev", inside);
            await Commands.RunAsync("ip", "link", "set", inside, "up");
            await Commands.RunAsync("ip", "-n", inside, "addr", "add", $"{ReachedAt(side)}/30", "dev", "here");
            await Commands.RunAsync("ip", "-n", inside, "link", "set", "here", "up");
            await Commands.RunAsync("ip", "-n", inside, "link", "set", "lo", "up");
        }
        await Commands.RunAsync("ip", "-n", NamespaceOf(0), "link", "add", "peer", "type", "veth", "peer", "name", "peer", "netns", NamespaceOf(1));
        for (var side = 0; side < 2; side++)
        {
            await Commands.RunAsync("ip", "-n", NamespaceOf(side), "addr", "add", $"{PeerAt(side)}/30", "dev", "peer");
            await Commands.RunAsync("ip", "-n", NamespaceOf(side), "link", "set", "peer", "up");
        }
    }
}
