using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;

namespace ShopFloorTwin.Odoo.Tests.Client;

/// <summary>Every error has a named outcome, told by its name.</summary>
public sealed class OutcomeTests
{
    private static readonly Dictionary<string, OdooOutcome> Expected = new(StringComparer.Ordinal)
    {
        ["odoo.exceptions.UserError"] = OdooOutcome.Refused,
        ["odoo.exceptions.ValidationError"] = OdooOutcome.Refused,
        ["odoo.exceptions.AccessError"] = OdooOutcome.Access,
        ["odoo.exceptions.MissingError"] = OdooOutcome.Missing,
        ["odoo.exceptions.LockError"] = OdooOutcome.Conflict,
        ["odoo.exceptions.AccessDenied"] = OdooOutcome.Credentials,
        ["builtins.ValueError"] = OdooOutcome.Refused,
        ["builtins.TypeError"] = OdooOutcome.Refused,
        ["builtins.KeyError"] = OdooOutcome.Refused,
        ["builtins.AttributeError"] = OdooOutcome.Refused,
        ["werkzeug.exceptions.Unauthorized"] = OdooOutcome.Credentials,
        ["werkzeug.exceptions.NotFound"] = OdooOutcome.Refused,
        ["werkzeug.exceptions.BadRequest"] = OdooOutcome.Refused,
        ["werkzeug.exceptions.UnprocessableEntity"] = OdooOutcome.Refused,
        ["psycopg2.errors.SerializationFailure"] = OdooOutcome.Conflict,
        ["psycopg2.InterfaceError"] = OdooOutcome.Unknown,
    };

    [Theory]
    [InlineData("01-version-login.json")]
    [InlineData("05-errors.json")]
    [InlineData("06-concurrency.json")]
    [InlineData("09-transport-limits.json")]
    public void Every_recorded_error_becomes_the_outcome_its_name_means(string file)
    {
        var seen = 0;
        foreach (var exchange in FactFile.Read(file))
        {
            if (Read(exchange) is not { } answer)
                continue;
            seen++;
            var expected = Expect(exchange, answer);
            Assert.True(expected == answer.Outcome, $"{exchange.Title}: {answer.Outcome} for {expected} ({answer.Error}: {answer.Message})");
        }
        Assert.True(seen >= 2, $"only {seen} errors in {file}");
    }

    [Fact]
    public void What_load_refuses_inside_a_200_is_told_by_its_messages()
    {
        var expected = new Dictionary<string, OdooOutcome>(StringComparer.Ordinal)
        {
            ["No matching record found"] = OdooOutcome.Refused,
            ["You are not allowed to create"] = OdooOutcome.Access,
            ["new row for relation"] = OdooOutcome.Refused,
            ["Only administrators"] = OdooOutcome.Refused,
            ["could not serialize access"] = OdooOutcome.Conflict,
        };
        var refused = FactFile.Read("07-idempotency-batch.json").Where(exchange => exchange.Response is JsonObject answer && answer["ids"]?.GetValueKind() == JsonValueKind.False).ToList();

        Assert.Equal(expected.Count, refused.Count);
        foreach (var answer in refused.Select(exchange => OdooLoad.Judge(OdooAnswer.Done(JsonElement.Parse(exchange.Response!.ToJsonString())))))
            Assert.Equal(expected.Single(pair => answer.Message!.StartsWith(pair.Key, StringComparison.Ordinal)).Value, answer.Outcome);
    }

    [Theory]
    [InlineData("psycopg2.OperationalError", "server closed the connection unexpectedly", OdooOutcome.Unknown)]
    [InlineData("psycopg2.OperationalError", "connection to server at \"db\", port 5432 failed: Connection refused", OdooOutcome.Transient)]
    [InlineData("psycopg2.OperationalError", "connection to server failed: FATAL:  database \"nope\" does not exist", OdooOutcome.Database)]
    [InlineData("psycopg2.errors.AdminShutdown", "terminating connection due to administrator command", OdooOutcome.Unknown)]
    [InlineData("psycopg2.errors.DeadlockDetected", "deadlock detected", OdooOutcome.Conflict)]
    [InlineData("psycopg2.errors.DiskFull", "no space left", OdooOutcome.Transient)]
    [InlineData("odoo.addons.some.Trouble", "something of a module's own", OdooOutcome.Refused)]
    public void A_database_lost_while_it_worked_is_unknown_and_one_never_reached_is_not(string name, string message, OdooOutcome outcome) =>
        Assert.Equal(outcome, OdooErrors.OfName(name, message, "key").Outcome);

    [Theory]
    [InlineData(429, OdooOutcome.Transient)]
    [InlineData(500, OdooOutcome.Unknown)]
    [InlineData(502, OdooOutcome.Unknown)]
    [InlineData(503, OdooOutcome.Transient)]
    [InlineData(504, OdooOutcome.Unknown)]
    [InlineData(302, OdooOutcome.Address)]
    [InlineData(404, OdooOutcome.Address)]
    [InlineData(401, OdooOutcome.Credentials)]
    [InlineData(403, OdooOutcome.Access)]
    [InlineData(413, OdooOutcome.Refused)]
    public void A_page_of_a_proxy_is_told_by_its_status(int status, OdooOutcome outcome) =>
        Assert.Equal(outcome, OdooErrors.OfStatus(new HttpReply((HttpStatusCode)status, "text/html", "<html>nginx</html>"u8.ToArray(), null, false), "key").Outcome);

    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task Garbage_in_place_of_an_answer_is_an_unknown_outcome(OdooProtocol protocol)
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = new OdooClient(peer.Connection(protocol), new FixedKeys(OdooPeer.Key), TimeProvider.System);
        peer.Faults.Next(new PeerFault.Page(200, "<html>come back later</html>"), "project.task");

        var answer = await odoo.CreateAsync("project.task", [new JsonObject { ["name"] = "x" }]);

        Assert.Equal(OdooOutcome.Unknown, answer.Outcome);
    }

    /// <summary>Null for an exchange that is no error.</summary>
    private static OdooAnswer? Read(FactExchange exchange)
    {
        var body = Encoding.UTF8.GetBytes(exchange.Response is JsonValue text && text.TryGetValue(out string? page) ? page : exchange.Response?.ToJsonString() ?? "null");
        if (exchange.Status != 200)
            return OdooErrors.OfStatus(new HttpReply((HttpStatusCode)exchange.Status, exchange.MediaType, body, null, false), "key");
        return exchange.Path == "/jsonrpc" && exchange.Response is JsonObject envelope && envelope["error"] is { } error
            ? OdooErrors.OfJsonRpc(JsonElement.Parse(error.ToJsonString()), "key")
            : null;
    }

    private static OdooOutcome Expect(FactExchange exchange, OdooAnswer answer) => answer.Error switch
    {
        null when exchange.Status == 404 => OdooOutcome.Database,
        null when exchange.Status == 303 => OdooOutcome.Address,
        null => OdooOutcome.Refused,
        "odoo.exceptions.AccessDenied" when exchange.Status == 403 => OdooOutcome.Transient,
        "psycopg2.OperationalError" => answer.Message!.Contains("does not exist", StringComparison.Ordinal) ? OdooOutcome.Database : OdooOutcome.Transient,
        var name => Expected[name],
    };
}
