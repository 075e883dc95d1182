using System.Text.Json;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>The answer of <c>load</c>: most of its failures are a 200 with <c>ids: false</c> and messages.</summary>
internal static class OdooLoad
{
    /// <summary>Done with the array of ids, or not done with the outcome its first message means.</summary>
    public static OdooAnswer Read(OdooAnswer answer)
    {
        if (!answer.IsDone)
            return answer;
        if (answer.Value.ValueKind != JsonValueKind.Object || !answer.Value.TryGetProperty("ids", out var ids))
            return OdooAnswer.NotDone(OdooOutcome.Unknown, "load did not answer as it should");
        if (ids.ValueKind == JsonValueKind.Array)
            return answer with { Value = ids };
        var said = Messages(answer.Value);
        return OdooAnswer.NotDone(Outcome(said), OdooWords.Plain(said.FirstOrDefault() ?? "load kept nothing and did not say why", ""));
    }

    private static List<string> Messages(JsonElement value) =>
        value.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
            ? [.. messages.EnumerateArray().Select(message => message.Text("message")).OfType<string>()]
            : [];

    private static OdooOutcome Outcome(List<string> said) =>
        said.Exists(text => text.Contains("could not serialize access", StringComparison.Ordinal) || text.Contains("deadlock detected", StringComparison.Ordinal)) ? OdooOutcome.Conflict
        : said.Exists(text => text.StartsWith("You are not allowed to", StringComparison.Ordinal)) ? OdooOutcome.Access
        : OdooOutcome.Refused;
}
