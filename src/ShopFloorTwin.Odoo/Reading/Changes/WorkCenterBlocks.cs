using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Calls;
using ShopFloorTwin.Odoo.Reading.Mapping;
using ShopFloorTwin.Odoo.Reading.Rows;
using ShopFloorTwin.Odoo.Writing;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>
/// A work center that somebody blocked in Odoo has stopped: an open time log of an availability or quality loss. When it is closed, the work center is idle.
/// A machine's own later word stands against both.
/// </summary>
internal static class WorkCenterBlocks
{
    /// <summary>Blocks that ended so long ago are told no more: the twin knows them, or has no use for them.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(2);

    private static readonly string[] Losses = ["availability", "quality"];

    public static bool IsBlock(OdooRow log) => log.Text("loss_type") is { } type && Losses.Contains(type, StringComparer.Ordinal);

    /// <summary>A block the twin made itself says nothing new: the machine's own word, which it was made for, stands.</summary>
    public static bool IsNews(OdooRow log) => IsBlock(log) && !OwnMark.IsOn(log.Text("description"));

    /// <summary>The blocks that stand, and those that ended lately.</summary>
    public static async Task<IReadOnlyList<OdooRow>> ReadAsync(RowReader reader, SiteScope scope, DateTimeOffset now, CancellationToken cancellation)
    {
        var domain = SiteDomains.Own(scope);
        domain.Add(new JsonArray("loss_id.loss_type", "in", new JsonArray([.. Losses.Select(loss => (JsonNode)loss)])));
        domain.Add("|");
        domain.Add(new JsonArray("date_end", "=", false));
        domain.Add(new JsonArray("date_end", ">=", OdooTime.Write(now - Remembered)));
        var logs = new OdooRows();
        await reader.ReadAsync(logs, Wanted.TimeLog, domain, cancellation);
        return [.. logs.Of(OdooModels.TimeLog).Where(IsNews)];
    }

    /// <summary>What the logs tell of the work centers that are the site's.</summary>
    public static IEnumerable<CloudEvent> Events(IReadOnlyList<OdooRow> logs, OdooEvent events, PlantMapping mapping, DateTimeOffset now)
    {
        foreach (var log in logs)
        {
            var workCenter = log.Ref("workcenter_id");
            if (mapping.WorkCenters.NameOf(workCenter) is not { } name || log.Instant("date_start") is not { } start || start > now)
                continue;
            yield return events.Named($"{OdooModels.TimeLog},{log.Id}:open", start,
                new MachineStateData(MachineState.Stopped, null, log.Text("description") ?? "blocked in Odoo", null) { Entity = name });
            if (log.Instant("date_end") is { } end && end <= now && !logs.Any(other => other.Ref("workcenter_id") == workCenter && other.Text("date_end") is null))
                yield return events.Named($"{OdooModels.TimeLog},{log.Id}:closed", end,
                    new MachineStateData(MachineState.Idle, null, null, null) { Entity = name });
        }
    }
}
