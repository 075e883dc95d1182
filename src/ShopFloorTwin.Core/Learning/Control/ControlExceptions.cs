using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning.Control;

/// <summary>Opens an exception when something measured at a work center is out of control, and clears it when that is over.</summary>
public static class ControlExceptions
{
    /// <summary>Kind of the exceptions.</summary>
    public const string Kind = "outOfControl";

    private const int Priority = 2;

    /// <summary>What is to be said now, given the exceptions that the picture shows; the same picture again gives the same ids.</summary>
    public static IEnumerable<CloudEvent> Next(SitePicture picture)
    {
        var known = picture.Twins.Exceptions.Where(one => one.Kind == Kind).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var model in picture.Twins.Learned.Machines)
        {
            foreach (var chart in model.AllCharts())
            {
                if (chart.Signal is null)
                    continue;
                var id = IdOf(model, chart);
                if (!known.Remove(id))
                    yield return Make(picture, "raised", Raised(picture, model, chart, id));
            }
        }
        foreach (var id in known.Order(StringComparer.Ordinal))
            yield return Make(picture, "cleared", new ExceptionClearedData($"In control for {ControlLimits.QuietPoints} points again, or the new normal.") { Entity = id });
    }

    private static ExceptionRaisedData Raised(SitePicture picture, MachineModel model, ControlChart chart, string id)
    {
        var isCycle = ReferenceEquals(model.Cycle?.Chart, chart);
        var center = picture.WorkCenterIds.Find(model.WorkCenter) is >= 0 and var place ? picture.Twins.WorkCenters[place].Name : null;
        return new ExceptionRaisedData(Kind, "work-center/" + model.WorkCenter, $"{center ?? model.WorkCenter}: {ControlWords.Signal(chart, isCycle)}", isCycle ? null : "quality", Priority) { Entity = id };
    }

    /// <summary>One signal, one id: of the work center, the characteristic and the moment it began.</summary>
    private static string IdOf(MachineModel model, ControlChart chart)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in $"{model.WorkCenter}\n{chart.Characteristic}")
            hash = (hash ^ character) * 1099511628211UL;
        return $"control-{hash:x16}-{chart.Signal!.Since.ToUnixTimeSeconds()}";
    }

    private static CloudEvent Make(SitePicture picture, string word, EventData data) => OwnEvents.Make($"{data.Entity}/{word}/{picture.Position}", picture.AsOf, data);
}
