using System.Collections.Immutable;
using System.Text.Json;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Events;

/// <summary>Reads and writes what the product says of its decisions.</summary>
internal static class DecisionEvents
{
    private static readonly (DecisionWord Word, string Type)[] Words =
    [
        (DecisionWord.Approved, EventTypes.DecisionApproved), (DecisionWord.Rejected, EventTypes.DecisionRejected),
        (DecisionWord.Retried, EventTypes.DecisionRetried), (DecisionWord.Queued, EventTypes.DecisionQueued),
        (DecisionWord.Written, EventTypes.DecisionWritten), (DecisionWord.Confirmed, EventTypes.DecisionConfirmed),
        (DecisionWord.Parked, EventTypes.DecisionParked), (DecisionWord.Withdrawn, EventTypes.DecisionWithdrawn),
    ];

    public static IReadOnlyList<EventDefinition> Definitions { get; } =
    [
        new(EventTypes.DecisionProposed, SubjectKinds.Decision, Proposed),
        .. Words.Select(known => new EventDefinition(known.Type, SubjectKinds.Decision, (ref data, subject) => Said(known.Word, ref data, subject))),
    ];

    public static string TypeOf(DecisionWord word) => Array.Find(Words, known => known.Word == word).Type;

    public static void Write(Utf8JsonWriter json, DecisionWordData said)
    {
        json.WriteStartObject();
        json.WriteNumber("revision", said.Revision);
        json.WriteString("by", said.By);
        if (said.Text is not null)
            json.WriteString("text", said.Text);
        if (!said.Records.IsDefaultOrEmpty)
        {
            json.WritePropertyName("records");
            JsonSerializer.Serialize(json, said.Records, DecisionJson.Options);
        }
        json.WriteEndObject();
    }

    private static DecisionProposedData? Proposed(ref DataFields data, Subject subject)
    {
        var proposal = Read<DecisionProposal>(ref data, "data must be a proposal");
        if (proposal is { Revision: < 1 })
            data.Refuse("revision", "must be 1 or more");
        return proposal is null ? null : new DecisionProposedData(proposal) { Entity = subject.Entity };
    }

    private static DecisionWordData? Said(DecisionWord word, ref DataFields data, Subject subject) =>
        Read<WordFields>(ref data, "data must be an object") is not { } said ? null
        : new DecisionWordData(word, said.Revision, said.By, said.Text, said.Records.IsDefault ? [] : said.Records) { Entity = subject.Entity };

    private static T? Read<T>(ref DataFields data, string whenMissing)
        where T : class
    {
        var raw = data.Raw;
        if (raw.IsEmpty)
        {
            data.RefuseWhole(whenMissing);
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<T>(raw, DecisionJson.Options);
        }
        catch (JsonException fault)
        {
            var (path, detail) = JsonFault.Describe(fault);
            data.RefuseWhole($"data{path[1..]} {detail}");
            return null;
        }
    }

    private sealed record WordFields
    {
        public required int Revision { get; init; }
        public required string By { get; init; }
        public string? Text { get; init; }
        public ImmutableArray<ErpRecord> Records { get; init; } = [];
    }
}
