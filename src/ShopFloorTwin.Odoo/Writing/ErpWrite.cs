using System.Text.Json;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>What an intent does with an action.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErpStep>))]
public enum ErpStep
{
    /// <summary>A new record, by its external id: there or not, afterwards it is there once.</summary>
    [JsonStringEnumMemberName("make")] Make,

    /// <summary>New values on a record of somebody else's, where they still stand as they did.</summary>
    [JsonStringEnumMemberName("change")] Change,

    /// <summary>What is new about a record that was made.</summary>
    [JsonStringEnumMemberName("update")] Update,

    /// <summary>A record that was made is closed or undone.</summary>
    [JsonStringEnumMemberName("end")] End,
}

/// <summary>Content of an intent.</summary>
/// <param name="Step">What is done.</param>
/// <param name="Index">Place of the action in its decision.</param>
/// <param name="Action">The action.</param>
/// <param name="Title">Of the decision.</param>
/// <param name="Text">Of the decision.</param>
/// <param name="TraceParent">W3C trace context of what led to the decision: the write goes on with it, however much later it is made.</param>
public sealed record ErpWrite(ErpStep Step, int Index, DecisionAction Action, string Title, string Text, string? TraceParent = null)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ErpJson.Default.ErpWrite);

    /// <summary>Of an intent: its decision, and the trace that led to it.</summary>
    public static OdooOrigin OriginOf(StoredIntent intent) => new(intent.Intent.Decision, Of(intent.Intent.Content).TraceParent);

    public static ErpWrite Of(ReadOnlyMemory<byte> content) =>
        JsonSerializer.Deserialize(content.Span, ErpJson.Default.ErpWrite) ?? throw new InvalidDataException("An intent without content.");
}

/// <summary>What an intent came to: the record, and how it stood when it was read back.</summary>
/// <param name="Model">Of the record.</param>
/// <param name="Id">Of the record; 0 while none is known.</param>
/// <param name="WriteDate">Odoo's, when it was read back: another one later is somebody's edit.</param>
/// <param name="WasPlanned">An order whose work orders were planned before its start was moved.</param>
public sealed record ErpResult(string Model, long Id, string? WriteDate = null, bool WasPlanned = false)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ErpJson.Default.ErpResult);

    public static ErpResult? Of(ReadOnlyMemory<byte> noted) => noted.IsEmpty ? null : JsonSerializer.Deserialize(noted.Span, ErpJson.Default.ErpResult);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErpWrite))]
[JsonSerializable(typeof(ErpResult))]
internal sealed partial class ErpJson : JsonSerializerContext;
