using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>Opens an exception when the forecasts of a site have come to be off, and clears it when that is over.</summary>
public static class DriftWords
{
    /// <summary>Kind of the exceptions.</summary>
    public const string Kind = "forecastDrift";

    private const int Priority = 2;

    /// <summary>What is to be said now, given the exceptions that the picture shows; the same picture again gives the same ids.</summary>
    public static IEnumerable<CloudEvent> Next(SitePicture picture, IReadOnlyList<Drift> drift)
    {
        var known = picture.Twins.Exceptions.Where(one => one.Kind == Kind).ToList();
        foreach (var one in drift)
        {
            var id = IdOf(one);
            if (known.All(open => open.Id != id))
                yield return Make(picture, "raised", new ExceptionRaisedData(Kind, $"site/{picture.Twins.Plan.Site}", one.Text, Owner: null, Priority) { Entity = id });
        }
        foreach (var open in known)
        {
            if (drift.All(one => IdOf(one) != open.Id))
                yield return Make(picture, "cleared", new ExceptionClearedData("Forecasts are as right as they say again, or off in another way.") { Entity = open.Id });
        }
    }

    private static string IdOf(Drift drift) => $"forecast-drift-{drift.Kind.ToString().ToLowerInvariant()}-{drift.Since.ToUnixTimeSeconds()}";

    private static CloudEvent Make(SitePicture picture, string word, EventData data) => OwnEvents.Make($"{data.Entity}/{word}/{picture.Position}", picture.AsOf, data);
}
