using System.Diagnostics;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;

namespace ShopFloorTwin.Odoo.Tests.Client;

public sealed class TraceTests
{
    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task The_trace_and_the_correlation_id_go_from_the_caller_into_odoo(OdooProtocol protocol)
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = new OdooClient(peer.Connection(protocol), new FixedKeys(OdooPeer.Key), TimeProvider.System);
        using var machine = new Activity("the machine's event").SetIdFormat(ActivityIdFormat.W3C).Start();

        await odoo.CallAsync(new OdooCall("res.users", "context_get") { CorrelationId = "stop-1" }, CancellationToken.None);

        var call = Assert.Single(peer.Calls.Of("res.users", "context_get"));
        Assert.Equal("stop-1", call.CorrelationId);
        Assert.Contains(machine.TraceId.ToHexString(), call.TraceParent!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_is_a_span_with_instance_model_method_and_outcome()
    {
        const string instance = "spans";
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ShopFloorTwin",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => { if (Equals(span.GetTagItem("odoo.instance"), instance)) spans.Enqueue(span); },
        };
        ActivitySource.AddActivityListener(listener);
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = new OdooClient(peer.Connection(instance: instance), new FixedKeys(OdooPeer.Key), TimeProvider.System);

        await odoo.SearchReadAsync("mrp.production", OdooDomain.All, ["nope"]);

        var span = Assert.Single(spans);
        Assert.Equal("twin.odoo.call", span.OperationName);
        Assert.Equal(("mrp.production", "search_read", "refused"), (span.GetTagItem("odoo.model"), span.GetTagItem("odoo.method"), span.GetTagItem("odoo.outcome")));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }
}
