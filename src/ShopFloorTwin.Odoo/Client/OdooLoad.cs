using System.Text.Json;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>
/// The answer of <c>load</c>: most of its failures are a 200 with <c>ids: false</c> and messages. Then nothing was kept, and
/// the messages are all there is to tell why.
/// </summary>
internal static class OdooLoad
{
    private static readonly (string Words, OdooOutcome Outcome)[] Meanings =
    [
        ("could not serialize access", OdooOutcome.Conflict),
        ("deadlock detected", OdooOutcome.Conflict),
        ("could not obtain lock", OdooOutcome.Conflict),
        ("connection already closed", OdooOutcome.Transient),
        ("server closed the connection", OdooOutcome.Transient),
        ("terminating connection", OdooOutcome.Transient),
        ("current transaction is aborted", OdooOutcome.Transient),
        ("You are not allowed to", OdooOutcome.Access),
        ("Record does not exist or has been deleted", OdooOutcome.Missing),
    ];

    /// <summary>The answer as it came, or not done with the outcome its messages mean.</summary>
    public static OdooAnswer Judge(OdooAnswer answer)
    {
        if (!answer.IsDone || Ids(answer.Value).ValueKind == JsonValueKind.Array)
            return answer;
        if (Ids(answer.Value).ValueKind == JsonValueKind.Undefined)
            return OdooAnswer.NotDone(OdooOutcome.Unknown, "load did not answer as it should");
        var said = Messages(answer.Value);
        var meaning = Meanings.FirstOrDefault(meaning => said.Exists(text => text.Contains(meaning.Words, StringComparison.Ordinal)));
        return OdooAnswer.NotDone(
            meaning.Words is null ? OdooOutcome.Refused : meaning.Outcome,
            OdooWords.Plain(said.FirstOrDefault() ?? "load kept nothing and did not say why", ""));
    }

    /// <summary>Undefined where there are none.</summary>
    public static JsonElement Ids(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("ids", out var ids) ? ids : default;

    private static List<string> Messages(JsonElement value) =>
        value.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
            ? [.. messages.EnumerateArray().Select(message => message.Text("message")).OfType<string>()]
            : [];
}
