using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Odoo.Reading.Changes;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading;

/// <summary>Findings as exceptions of the site: raised when they are new, cleared when they are mended in Odoo.</summary>
public static class FindingEvents
{
    /// <summary>0 is the most urgent; a finding makes an answer doubtful, and nothing stops for it.</summary>
    private const int Priority = 3;

    /// <summary>What the ids of an instance's findings begin with.</summary>
    public static string Prefix(string instance) => $"odoo-{instance}:";

    /// <summary>The exception of a finding: the same finding has the same id.</summary>
    public static string IdOf(string instance, OdooFinding finding)
    {
        var id = $"{Prefix(instance)}{finding.Kind}:{finding.Model},{finding.Id}{(finding.Field is null ? "" : $":{finding.Field}")}";
        // Of one about no record in particular the words tell it apart.
        return finding.Id == 0 ? $"{id[..Math.Min(id.Length, Limits.IdChars - 17)]}:{new Fingerprint().Add(finding.What)}" : id[..Math.Min(id.Length, Limits.IdChars)];
    }

    /// <summary>What to raise and what to clear.</summary>
    /// <param name="instance">Whose findings they are.</param>
    /// <param name="findings">Those there are now.</param>
    /// <param name="known">Text of the instance's open exceptions by id, as the site has them.</param>
    /// <param name="now">When.</param>
    public static IReadOnlyList<CloudEvent> Changes(string instance, IEnumerable<OdooFinding> findings, IReadOnlyDictionary<string, string> known, DateTimeOffset now)
    {
        var events = new OdooEvent(instance);
        var told = new List<CloudEvent>();
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var id = IdOf(instance, finding);
            var text = $"{finding.What}; {finding.Instead}";
            if (present.Add(id) && known.GetValueOrDefault(id) != text)
                told.Add(events.Named($"{id}:raised:{OdooTime.Write(now)}", now, new ExceptionRaisedData(finding.Kind, $"{finding.Model}/{finding.Id}", text, null, Priority) { Entity = id }));
        }
        foreach (var id in known.Keys.Where(id => !present.Contains(id)).Order(StringComparer.Ordinal))
            told.Add(events.Named($"{id}:cleared:{OdooTime.Write(now)}", now, new ExceptionClearedData("mended in Odoo, or gone from it") { Entity = id }));
        return told;
    }

    /// <summary>Odoo does not answer, as an exception of the site: the twin goes on with what it has.</summary>
    public static CloudEvent Away(string instance, DateTimeOffset since, DateTimeOffset? lastRead, string reason, DateTimeOffset now) => new OdooEvent(instance).Named(
        $"{AwayId(instance)}:raised:{OdooTime.Write(since)}", now,
        new ExceptionRaisedData("odooAway", $"odoo/{instance}",
            $"Odoo {instance} does not answer since {OdooTime.Write(since)} UTC: {reason}; the twin goes on with what it read {(lastRead is { } at ? $"last at {OdooTime.Write(at)} UTC" : "before")}", null, 1)
        { Entity = AwayId(instance) });

    /// <summary>Odoo answers again.</summary>
    public static CloudEvent Back(string instance, DateTimeOffset since, DateTimeOffset now) => new OdooEvent(instance).Named(
        $"{AwayId(instance)}:cleared:{OdooTime.Write(since)}", now, new ExceptionClearedData($"it answers again, after {(now - since).TotalMinutes:0} minutes") { Entity = AwayId(instance) });

    /// <summary>Id of the exception that an instance is away; not one of its findings.</summary>
    public static string AwayId(string instance) => $"odoo-away-{instance}";
}
