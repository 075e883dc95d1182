using System.Text.Json;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>The answer to one call, after whatever retries it was given.</summary>
/// <param name="Value">The method's result when done (JSON null when it has none); undefined otherwise.</param>
/// <param name="Message">One line for a person when not done: Odoo's own words or what happened; never a traceback, never a key.</param>
public sealed record OdooAnswer(OdooOutcome Outcome, JsonElement Value, string? Message)
{
    /// <summary>Odoo's name of the error, such as <c>odoo.exceptions.UserError</c>; null when it gave none.</summary>
    public string? Error { get; init; }

    /// <summary>How long the other side asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsDone => Outcome == OdooOutcome.Done;

    public static OdooAnswer Done(JsonElement value) => new(OdooOutcome.Done, value, null);

    public static OdooAnswer NotDone(OdooOutcome outcome, string message, string? error = null) => new(outcome, default, message) { Error = error };

    /// <summary>The value, when a caller can do nothing without it.</summary>
    /// <exception cref="OdooFault">It was not done.</exception>
    public JsonElement Require(OdooCall call) => IsDone ? Value : throw new OdooFault(call, this);
}

/// <summary>A call that was not done, where the caller has no other way.</summary>
public sealed class OdooFault(OdooCall call, OdooAnswer answer) : Exception($"{call}: {answer.Outcome}: {answer.Message}")
{
    public OdooCall Call { get; } = call;
    public OdooAnswer Answer { get; } = answer;
}
