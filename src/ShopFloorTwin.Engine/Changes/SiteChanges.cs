using System.Buffers;
using System.Text.Json;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Engine.Changes;

/// <summary>What the live stream says about the step from one picture to the next.</summary>
public static class SiteChanges
{
    public static IReadOnlyList<(string Kind, ReadOnlyMemory<byte> Data)> Between(SitePicture? before, SitePicture after, IReadOnlyList<RiskChange> risks)
    {
        var changes = new List<(string, ReadOnlyMemory<byte>)>();
        foreach (var risk in risks)
            changes.Add(("risk", Write(risk)));
        if (before is null)
            return changes;
        AddDecisions(before, after, changes);
        var centers = after.Twins.WorkCenters;
        for (var i = 0; i < centers.Count; i++)
        {
            // Both lists are in order of first appearance: a work center mostly keeps its place.
            var known = i < before.Twins.WorkCenters.Count && before.Twins.WorkCenters[i].Id == centers[i].Id
                ? before.Twins.WorkCenters[i]
                : before.Twins.WorkCenters.FirstOrDefault(center => center.Id == centers[i].Id);
            if (known is null || ReferenceEquals(known, centers[i]))
                continue;
            var (from, _) = PresentState.Of(known);
            var (to, since) = PresentState.Of(centers[i]);
            if (from != to)
                changes.Add(("workCenter", Write(centers[i].Id, from, to, since, after)));
        }
        return changes;
    }

    private static void AddDecisions(SitePicture before, SitePicture after, List<(string, ReadOnlyMemory<byte>)> changes)
    {
        if (!ReferenceEquals(before.Twins.Decisions, after.Twins.Decisions))
        {
            var known = before.Twins.Decisions.ToDictionary(one => one.Id, StringComparer.Ordinal);
            foreach (var one in after.Twins.Decisions)
            {
                var earlier = known.GetValueOrDefault(one.Id);
                if (ReferenceEquals(earlier, one))
                    continue;
                changes.Add(("decision", Write(one, earlier, after)));
                if ((earlier?.State == DecisionState.Parked) != (one.State == DecisionState.Parked))
                    changes.Add(("exception", Write(one.Id, ExceptionQueries.ParkedDecision, one.Proposal.Subject, one.Reason, one.State == DecisionState.Parked, after)));
            }
        }
        if (ReferenceEquals(before.Twins.Exceptions, after.Twins.Exceptions))
            return;
        var raised = after.Twins.Exceptions.ToDictionary(one => one.Id, StringComparer.Ordinal);
        foreach (var gone in before.Twins.Exceptions.Where(one => !raised.ContainsKey(one.Id)))
            changes.Add(("exception", Write(gone.Id, gone.Kind, gone.About, gone.Text, isOpen: false, after)));
        foreach (var one in raised.Values.Except(before.Twins.Exceptions))
            changes.Add(("exception", Write(one.Id, one.Kind, one.About, one.Text, isOpen: true, after)));
    }

    private static ReadOnlyMemory<byte> Write(DecisionTwin decision, DecisionTwin? earlier, SitePicture picture) => Write(json =>
    {
        json.WriteString("decision", decision.Id);
        json.WriteString("rule", decision.Proposal.Rule);
        json.WriteString("subject", decision.Proposal.Subject);
        json.WriteString("title", decision.Proposal.Title);
        if (earlier is null)
            json.WriteNull("from");
        else
            json.WriteString("from", Name(earlier.State));
        json.WriteString("to", Name(decision.State));
        json.WriteNumber("revision", decision.Revision);
        json.WriteNumber("position", picture.Position);
        json.WriteString("asOf", picture.AsOf.UtcDateTime);
    });

    private static ReadOnlyMemory<byte> Write(string id, string kind, string about, string? text, bool isOpen, SitePicture picture) => Write(json =>
    {
        json.WriteString("exception", id);
        json.WriteString("kind", kind);
        json.WriteString("about", about);
        json.WriteString("text", text);
        json.WriteBoolean("open", isOpen);
        json.WriteNumber("position", picture.Position);
        json.WriteString("asOf", picture.AsOf.UtcDateTime);
    });

    private static ReadOnlyMemory<byte> Write(RiskChange change) => Write(json =>
    {
        json.WriteString("order", change.Order);
        json.WriteString("from", Name(change.From));
        json.WriteString("to", Name(change.To));
        json.WriteNumber("lateProbability", change.LateProbability);
        json.WriteNumber("position", change.Position);
        json.WriteString("asOf", change.AsOf.UtcDateTime);
    });

    private static ReadOnlyMemory<byte> Write(string workCenter, MachineState from, MachineState to, DateTimeOffset? since, SitePicture picture) => Write(json =>
    {
        json.WriteString("workCenter", workCenter);
        json.WriteString("from", Name(from));
        json.WriteString("to", Name(to));
        if (since is { } instant)
            json.WriteString("since", instant.UtcDateTime);
        else
            json.WriteNull("since");
        json.WriteNumber("position", picture.Position);
        json.WriteString("asOf", picture.AsOf.UtcDateTime);
    });

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(192);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    // Risk and machine states are single words or camel case of their names in the contract.
    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
