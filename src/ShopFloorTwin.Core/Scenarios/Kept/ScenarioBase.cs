using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>
/// What a scenario rests on: of the floor it was thought out on, what its edits touch, and what they changed there. Small enough to
/// be kept with the scenario, so that whether it still holds can be said without the floor of then.
/// </summary>
/// <param name="Position">Of the floor.</param>
/// <param name="AsOf">Of the floor.</param>
/// <param name="Facts">Each value once.</param>
/// <param name="Effect">There.</param>
public sealed record ScenarioBase(long Position, DateTimeOffset AsOf, IReadOnlyList<ScenarioFact> Facts, ScenarioEffect Effect)
{
    /// <summary>Ids of the decisions its edits were proposed as; empty: not yet.</summary>
    public IReadOnlyList<string> Decisions { get; init; } = [];

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        MaxDepth = Limits.JsonDepth,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>What edits rest on, on a floor.</summary>
    public static ScenarioBase Of(SitePicture picture, IReadOnlyList<Edit> edits, ScenarioEffect effect) =>
        new(picture.Position, picture.AsOf, ScenarioFacts.Of(picture, edits), effect);

    /// <summary>As JSON, in UTF-8.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ScenarioBase Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<ScenarioBase>(utf8, Options) ?? throw new JsonException("null is no base");
}
