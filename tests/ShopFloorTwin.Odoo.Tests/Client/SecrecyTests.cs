using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;

namespace ShopFloorTwin.Odoo.Tests.Client;

/// <summary>No traceback and no key ever leaves the client: not in a log, a message, an exception, a tag.</summary>
public sealed class SecrecyTests
{
    private const string Instance = "secrecy";

    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task Whatever_goes_wrong_no_traceback_and_no_key_is_seen(OdooProtocol protocol)
    {
        var said = new ConcurrentQueue<string>();
        await using var peer = await OdooPeer.StartAsync();
        using var spans = Spans(said);
        using var metrics = Metrics(said);
        var connection = peer.Connection(protocol, Instance) with { Database = OdooPeer.Database };
        using var odoo = new OdooClient(connection, new FixedKeys(OdooPeer.Key, "a-key-that-was-replaced"), TimeProvider.System, new Ear(said));

        PeerFault[] faults =
        [
            PeerFault.Traceback(), new PeerFault.Raise(PeerError.Serialization()), new PeerFault.Raise(PeerError.DatabaseLost()), new PeerFault.LoseReply(), new PeerFault.Cut(),
            new PeerFault.HalfBody(), new PeerFault.NoDatabase(), PeerFault.TooMany("0"), new PeerFault.Page(500, $"Traceback (most recent call last): {OdooPeer.Key}"),
            new PeerFault.Raise(PeerError.User($"Your key {OdooPeer.Key} may not.\nTraceback (most recent call last):\n  File secret-in-the-traceback")),
        ];
        foreach (var fault in faults)
        {
            peer.Faults.Clear();
            peer.Faults.Always(fault);
            var answer = await odoo.CreateAsync("project.task", [new JsonObject { ["name"] = "x" }]);
            said.Enqueue(answer.ToString());
            said.Enqueue(new OdooFault(new OdooCall("project.task", "create"), answer).ToString());
        }
        peer.Faults.Clear();
        peer.Connector.EndKey(OdooPeer.Key);
        said.Enqueue((await odoo.SearchCountAsync("res.partner", OdooDomain.All)).ToString());
        said.Enqueue(odoo.Health.ToString());

        Assert.Contains(said, text => text.Contains("project.task", StringComparison.Ordinal));
        Assert.Contains(said, text => text.StartsWith("log ", StringComparison.Ordinal));
        Assert.Contains(said, text => text.StartsWith("span ", StringComparison.Ordinal));
        Assert.Contains(said, text => text.StartsWith("metric ", StringComparison.Ordinal));
        Assert.DoesNotContain(said, text => text.Contains(OdooPeer.Key, StringComparison.Ordinal) || text.Contains("a-key-that-was", StringComparison.Ordinal));
        Assert.DoesNotContain(said, text => text.Contains("Traceback", StringComparison.Ordinal) || text.Contains("secret-in-the-traceback", StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_is_one_line_of_a_length_that_fits()
    {
        var answer = OdooErrors.OfName("odoo.exceptions.UserError", $"First.\n\n\tSecond. {new string('x', 2_000)}", "key");

        Assert.StartsWith("First. Second. xxx", answer.Message, StringComparison.Ordinal);
        Assert.Equal(500, answer.Message!.Length);
    }

    private static ActivityListener Spans(ConcurrentQueue<string> said)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "ShopFloorTwin" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => said.Enqueue($"span {span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Metrics(ConcurrentQueue<string> said)
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Name.StartsWith("twin.odoo", StringComparison.Ordinal)) self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => said.Enqueue($"metric {instrument.Name} {value} {string.Join(' ', tags.ToArray())}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => said.Enqueue($"metric {instrument.Name} {value} {string.Join(' ', tags.ToArray())}"));
        listener.Start();
        return listener;
    }

    private sealed class Ear(ConcurrentQueue<string> said) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            said.Enqueue($"log {formatter(state, exception)} {exception}");
    }
}
