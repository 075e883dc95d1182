using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Plant;

/// <summary>Collects problems up to the limit, and holds the checks of single values.</summary>
internal sealed class ProblemList(int limit = Limits.PlantProblems)
{
    private readonly List<PlantProblem> problems = [];

    /// <summary>Earliest and latest instant that makes sense in a plan.</summary>
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<PlantProblem> Items => problems;
    public bool IsFull => problems.Count >= limit;

    public void Add(Place place, string? member, string detail)
    {
        if (!IsFull)
            problems.Add(new PlantProblem(member is null ? place.ToString() : $"{place}.{member}", detail));
    }

    /// <summary>False, and a problem, when an element of a list is null.</summary>
    public bool Present(Place place, object? item)
    {
        if (item is null)
            Add(place, null, "must not be null");
        return item is not null;
    }

    /// <summary>An id: 1 to 128 characters, none of them a control character.</summary>
    public void Id(Place place, string member, string? id)
    {
        if (id is null)
            return;
        if (!Ids.IsValid(id))
            Add(place, member, Ids.Rule);
    }

    public void Text(Place place, string member, string? text)
    {
        if (text is { Length: > Limits.TextChars })
            Add(place, member, $"has {text.Length} characters; the limit is {Limits.TextChars}");
    }

    /// <summary>A finite number from 0 to the largest one.</summary>
    public void Number(Place place, string member, double? number)
    {
        if (number is not null and not (>= 0 and <= Limits.LargestNumber))
            Add(place, member, $"must be a number from 0 to {Limits.LargestNumber:0}");
    }

    public void Instant(Place place, string member, DateTimeOffset? instant)
    {
        if (instant < Earliest || instant >= Latest)
            Add(place, member, "must lie between the years 2000 and 2100");
    }

    public void Count(Place place, string member, int count, int most)
    {
        if (count > most)
            Add(place, member, $"has {count} entries; the limit is {most}");
    }

    /// <summary>False, and a problem, when the id is known already.</summary>
    public bool Unique(Place place, string member, HashSet<string> known, string? id)
    {
        if (id is null || known.Add(id))
            return true;
        Add(place, member, $"is there twice: '{Excerpt.Of(id)}'");
        return false;
    }

    /// <summary>A problem when the id is given and not known.</summary>
    public void Reference(Place place, string member, HashSet<string> known, string? id, string what)
    {
        if (id is not null && !known.Contains(id))
            Add(place, member, $"refers to an unknown {what} '{Excerpt.Of(id)}'");
    }
}
