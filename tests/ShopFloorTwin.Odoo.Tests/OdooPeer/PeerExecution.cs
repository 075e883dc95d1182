using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>A call as a protocol took it apart, on its way through faults, rights and the method itself.</summary>
internal sealed class PeerExecution(OdooPeer peer, HttpContext http, string protocol, PeerUser user, string model, string method)
{
    /// <param name="bind">Arguments as the protocol hands them over.</param>
    /// <param name="done">The method's result in the protocol's form.</param>
    /// <param name="failed">An error in the protocol's form.</param>
    public async Task<PeerAnswer> RunAsync(
        Func<PeerMethod, (IReadOnlyList<long> Ids, JsonObject Arguments, JsonObject Context)> bind,
        JsonObject shown, Func<JsonNode?, PeerAnswer> done, Func<PeerError, PeerAnswer> failed)
    {
        var at = peer.Options.Time.GetUtcNow();
        var fault = peer.Faults.Take(model, method);
        if (fault is PeerFault.Slow slow)
            await Task.Delay(slow.For, peer.Options.Time, http.RequestAborted);
        if (fault is PeerFault.Hold hold)
            await hold.Until;
        var answer = Before(fault, failed);
        var rows = 0;
        var error = fault?.GetType().Name;
        if (answer is null)
        {
            try
            {
                var result = peer.Locked(() => Invoke(bind, fault is PeerFault.LoseRace));
                rows = RowsIn(result);
                answer = done(result);
            }
            catch (PeerError refused)
            {
                error = refused.Name;
                answer = failed(refused);
            }
        }
        peer.Calls.Add(new PeerCall(at, protocol, model, method, shown, rows, error, user.Login, Header("traceparent"), Header("X-Correlation-Id")));
        if (fault is PeerFault.HoldReply reply)
            await reply.Until;
        return fault switch
        {
            PeerFault.LoseReply => answer with { Cut = true },
            PeerFault.HalfBody => answer with { Half = true },
            _ => answer,
        };
    }

    private static PeerAnswer? Before(PeerFault? fault, Func<PeerError, PeerAnswer> failed) => fault switch
    {
        PeerFault.Cut => PeerAnswer.Html(200, "") with { Cut = true },
        PeerFault.Raise raise => failed(raise.Error),
        PeerFault.Page page => PeerAnswer.Html(page.Status, page.Body) with { RetryAfter = page.RetryAfter },
        PeerFault.NoDatabase => failed(new PeerError("psycopg2.OperationalError", "connection to server at \"127.0.0.1\", port 55433 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n", 404)),
        _ => null,
    };

    private JsonNode? Invoke(Func<PeerMethod, (IReadOnlyList<long> Ids, JsonObject Arguments, JsonObject Context)> bind, bool losesRace)
    {
        var found = PeerMethods.Find(model, method, peer.Options.Version);
        if (!peer.Tables.HasModel(model))
            throw protocol == "json2" ? PeerError.NotFound($"the model '{model}' does not exist") : PeerError.User($"Object {model} doesn't exist");
        if (found is null)
            throw protocol == "json2" ? PeerError.NotFound($"The method '{model}.{method}' does not exist") : new PeerError("builtins.AttributeError", $"The method '{model}.{method}' does not exist", 500);
        var (ids, arguments, context) = bind(found);
        return found.Run(new PeerInvocation(new PeerSession(peer.Tables, user, context), peer.Tables.Model(model), ids, arguments, losesRace));
    }

    private static int RowsIn(JsonNode? result) => result switch
    {
        JsonArray many => many.Count,
        JsonObject one when one["ids"] is JsonArray ids => ids.Count,
        _ => 1,
    };

    private string? Header(string name) => http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
