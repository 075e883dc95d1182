using System.Text.Json;
using ShopFloorTwin.Silo.Commands;
using ShopFloorTwin.Silo.Tests.Odoo;

namespace ShopFloorTwin.Silo.Tests.Commands;

/// <summary><c>odoo reconcile</c>, as the real program, after a server wrote and was stopped.</summary>
public sealed class OdooReconcileTests
{
    [Fact]
    public async Task What_somebody_changed_or_deleted_since_is_reported_and_nothing_is_written()
    {
        await using var plant = await KilledSilo.StartAsync();
        await plant.WriteAsync();
        Assert.Equal(((int)ExitCode.Ok, "main: 8 writes compared, 0 differ; 0 wait, 0 are parked.\n", ""), await plant.CommandAsync("odoo", "reconcile"));

        var (activity, order) = (plant.Wishes[0], plant.Wishes[1]);
        plant.Peer.Remove("mail.activity", plant.Peer.Find("mail.activity", ("res_id", "=", activity.Id))[0]);
        plant.Peer.Edit("mrp.production", order.Id, new { priority = "0" });
        plant.Peer.Calls.Clear();
        var (code, output, error) = await plant.CommandAsync("odoo", "reconcile");
        Assert.Equal(((int)ExitCode.Failed, ""), (code, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("main: 8 writes compared, 2 differ; 0 wait, 0 are parked.", lines[0]);
        Assert.StartsWith("  gone     ", Assert.Single(lines, line => line.Contains("is gone from Odoo", StringComparison.Ordinal)));
        Assert.EndsWith("priority is '0', the twin wrote '1'.", Assert.Single(lines, line => line.StartsWith("  changed  ", StringComparison.Ordinal)));
        Assert.All(plant.Peer.Calls.All, call => Assert.Equal("read", call.Method));

        (code, output, _) = await plant.CommandAsync("odoo", "reconcile", "--json");
        var answer = JsonSerializer.Deserialize<JsonElement>(output);
        var report = answer.GetProperty("instances").GetProperty("main");
        Assert.Equal(((int)ExitCode.Failed, false, 8), (code, answer.GetProperty("equal").GetBoolean(), report.GetProperty("compared").GetInt32()));
        Assert.Equal(["changed", "gone"], report.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("kind").GetString()).Order());
        Assert.Equal(order.Subject, report.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("kind").GetString() == "changed").GetProperty("about").GetString());
    }

    [Fact]
    public async Task While_a_server_has_the_store_it_is_refused_in_one_line()
    {
        await using var plant = await KilledSilo.StartAsync();
        await using var server = plant.Start();
        await server.ReadLinesAsync(5);

        var (code, output, error) = await plant.CommandAsync("odoo", "reconcile");
        Assert.Equal(((int)ExitCode.StoreUnavailable, ""), (code, output));
        Assert.Single(error.Trim().Split('\n'));
        await server.StopAsync("TERM");
    }
}
