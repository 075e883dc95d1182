using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>Reads a plant document that came as an event.</summary>
internal static class PlantEvents
{
    public static IReadOnlyList<EventDefinition> Definitions { get; } = [new(EventTypes.PlantImported, SubjectKinds.Site, Imported)];

    private static EventData? Imported(ref DataFields data, Subject subject)
    {
        var raw = data.Raw;
        if (raw.IsEmpty)
        {
            data.RefuseWhole("data must be a plant document");
            return null;
        }
        var (document, problems) = PlantReader.Read(raw);
        if (document is null)
        {
            var others = problems.Count > 1 ? $" (and {problems.Count - 1} more)" : "";
            data.RefuseWhole($"data{problems[0].Path[1..]} {problems[0].Detail}{others}");
            return null;
        }
        if (!string.Equals(document.Site, subject.Entity, StringComparison.Ordinal))
            data.Refuse("site", "must be the subject's site");
        return new PlantImportedData(document) { Entity = subject.Entity };
    }
}
