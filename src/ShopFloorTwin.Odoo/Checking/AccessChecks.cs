using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.Odoo.Checking;

/// <summary>Asks Odoo what the user may do, without doing it.</summary>
internal sealed class AccessChecks(IOdooClient odoo)
{
    private bool older;

    /// <summary>Whether the model is there; null when Odoo did not say.</summary>
    public async ValueTask<bool?> HasModelAsync(string model, CancellationToken cancellation)
    {
        var answer = await AskAsync(model, "read", cancellation);
        return IsNoModel(answer) ? false : answer.IsDone || answer.Outcome == OdooOutcome.Access ? true : null;
    }

    /// <summary>Whether the user may; null when Odoo did not say.</summary>
    public async ValueTask<bool?> MayAsync(string model, string operation, CancellationToken cancellation)
    {
        var answer = await AskAsync(model, operation, cancellation);
        return answer switch
        {
            { IsDone: true } => answer.Value.ValueKind == JsonValueKind.True,
            { Outcome: OdooOutcome.Access } => false,
            _ => null,
        };
    }

    /// <summary><c>has_access</c> came with 18; before it was <c>check_access_rights</c>.</summary>
    private async ValueTask<OdooAnswer> AskAsync(string model, string operation, CancellationToken cancellation)
    {
        if (!older)
        {
            var answer = await odoo.CallAsync(new OdooCall(model, "has_access") { Ids = [], Arguments = new JsonObject { ["operation"] = operation } }, cancellation);
            if (!IsNoMethod(answer))
                return answer;
            older = true;
        }
        return await odoo.CallAsync(
            new OdooCall(model, "check_access_rights") { Arguments = new JsonObject { ["operation"] = operation, ["raise_exception"] = false } }, cancellation);
    }

    private static bool IsNoModel(OdooAnswer answer) => answer.Outcome == OdooOutcome.Refused && answer.Message is { } said
        && (said.StartsWith("the model ", StringComparison.Ordinal) || (said.StartsWith("Object ", StringComparison.Ordinal) && said.EndsWith("doesn't exist", StringComparison.Ordinal)));

    private static bool IsNoMethod(OdooAnswer answer) => answer.Outcome == OdooOutcome.Refused && !IsNoModel(answer)
        && (answer.Error is "werkzeug.exceptions.NotFound" or "builtins.AttributeError");
}
