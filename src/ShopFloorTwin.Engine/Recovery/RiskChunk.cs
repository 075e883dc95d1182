using System.Buffers;
using System.Text.Json;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Engine.Recovery;

/// <summary>The risks of a snapshot, so that <c>riskSince</c> outlives the process: JSON, one array per order.</summary>
internal static class RiskChunk
{
    public const string Name = "risks";

    public static ReadOnlyMemory<byte> Write(RiskBoard board)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var (order, risk) in board.All)
            {
                json.WriteStartArray();
                json.WriteStringValue(order);
                json.WriteNumberValue((int)risk.Risk);
                json.WriteNumberValue(risk.Since.UtcTicks);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return buffer.WrittenMemory;
    }

    /// <exception cref="JsonException">The content is damaged.</exception>
    public static RiskBoard Read(ReadOnlySpan<byte> content)
    {
        var risks = new List<KeyValuePair<string, OrderRisk>>();
        var json = new Utf8JsonReader(content);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            json.Read();
            var order = json.GetString() ?? throw new JsonException("An order without id.");
            json.Read();
            var risk = (Risk)json.GetInt32();
            json.Read();
            risks.Add(new(order, new OrderRisk(risk, new DateTimeOffset(json.GetInt64(), TimeSpan.Zero))));
            json.Read();
        }
        return RiskBoard.Of(risks);
    }
}
