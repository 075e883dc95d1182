using System.Text.Json;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>Event data that stand as they do in the plant document, and are checked by its rules.</summary>
internal static class SpecData
{
    /// <summary>Where such data stand, for messages.</summary>
    public static readonly Place Place = Place.Root("data");

    /// <summary>Null, and a problem of the data, when they are not there or not of the type.</summary>
    /// <param name="data">The event's.</param>
    /// <param name="what">What they must be, for the message.</param>
    public static T? Read<T>(ref DataFields data, string what) where T : class
    {
        var raw = data.Raw;
        if (raw.IsEmpty)
        {
            data.RefuseWhole($"data must be {what}");
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<T>(raw, PlantJson.Options);
        }
        catch (JsonException fault)
        {
            var (path, detail) = JsonFault.Describe(fault);
            data.RefuseWhole($"data{path[1..]} {detail}");
            return null;
        }
    }

    /// <summary>The first problem, if any, becomes the data's.</summary>
    public static void Refuse(ref DataFields data, ProblemList problems)
    {
        if (problems.Items is [var first, ..])
            data.RefuseWhole(first.ToString());
    }
}
