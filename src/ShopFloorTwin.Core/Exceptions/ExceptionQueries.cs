using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Exceptions;

/// <summary>An exception as the API shows it.</summary>
/// <param name="Id">Its own id; of a parked decision, the decision's.</param>
/// <param name="Kind">Stable name; <c>parkedDecision</c> for a decision that could not be written.</param>
/// <param name="About">What it is about.</param>
/// <param name="Text">What is wrong, and the mend where one is known.</param>
/// <param name="Owner">Role that looks after it.</param>
/// <param name="Priority">0 the most urgent.</param>
/// <param name="Since">First raised.</param>
/// <param name="AgeMinutes">Since then.</param>
/// <param name="Position">Of the last record about it.</param>
public sealed record ExceptionView(
    string Id, string Kind, string About, string Text, string Owner, int Priority, DateTimeOffset Since, double AgeMinutes, long Position);

/// <summary>What waits for a person to look at, the most urgent first, then the oldest.</summary>
public static class ExceptionQueries
{
    /// <summary>Kind of a decision that could not be written.</summary>
    public const string ParkedDecision = "parkedDecision";

    private const string Sort = "urgent";
    private const string Planner = "planner";

    /// <exception cref="QueryException">Limit or cursor is wrong.</exception>
    public static Page<ExceptionView> List(SitePicture picture, ListQuery query)
    {
        Paging.CheckLimit(query.Limit);
        var cursor = Cursor.Decode(query.After, Sort, keys: 2);
        var found = All(picture)
            .Where(one => cursor is null || IsBehind(one, cursor))
            .OrderBy(one => one.Priority).ThenBy(one => one.Since).ThenBy(one => one.Id, StringComparer.Ordinal)
            .Take(query.Limit + 1).ToList();
        var last = found.Count > query.Limit ? found[query.Limit - 1] : null;
        return new Page<ExceptionView>(
            [.. found.Take(query.Limit)], last is null ? null : new Cursor(Sort, [last.Priority, last.Since.UtcTicks], last.Id).Encode(), picture.Position, picture.AsOf);
    }

    private static IEnumerable<ExceptionView> All(SitePicture picture)
    {
        foreach (var one in picture.Twins.Exceptions)
            yield return View(one.Id, one.Kind, one.About, one.Text, one.Owner, one.Priority, one.Since, one.Position);
        foreach (var one in picture.Twins.Decisions)
        {
            if (one.State == DecisionState.Parked)
                yield return View(one.Id, ParkedDecision, one.Proposal.Subject, $"{one.Proposal.Title}: {one.Reason}", one.Proposal.Approval, one.Proposal.Lane, one.ChangedAt, one.Position);
        }

        ExceptionView View(string id, string kind, string about, string text, string? owner, int priority, DateTimeOffset since, long position) =>
            new(id, kind, about, text, owner ?? Planner, priority, since, Math.Max(0, (picture.AsOf - since).TotalMinutes), position);
    }

    private static bool IsBehind(ExceptionView one, Cursor cursor)
    {
        var order = cursor.Keys[0].CompareTo(one.Priority);
        if (order == 0)
            order = cursor.Keys[1].CompareTo(one.Since.UtcTicks);
        return order < 0 || (order == 0 && string.CompareOrdinal(one.Id, cursor.Id) > 0);
    }
}
