using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

/// <summary>
/// A sort of the order list. <c>worst</c>: worst first. <c>due</c>, <c>finish</c> (median), <c>priority</c>, <c>value</c>, <c>id</c>: ascending.
/// A leading minus turns it round; orders without the date or value come last either way.
/// </summary>
internal readonly record struct OrderSort(string By, bool Reversed)
{
    public const string Worst = "worst";

    public static OrderSort Parse(string? sort)
    {
        var reversed = sort is ['-', ..];
        var by = string.IsNullOrEmpty(sort) ? Worst : reversed ? sort[1..] : sort;
        return by is Worst or "due" or "finish" or "priority" or "value" or "id"
            ? new OrderSort(by, reversed)
            : throw new QueryException("sort", $"`{by}` is not a sort: worst, due, finish, priority, value or id, with a leading minus to turn it round.");
    }

    public string Name => Reversed ? "-" + By : By;

    /// <summary>Key values in a cursor.</summary>
    public int CursorKeys => By == Worst ? 3 : 1;

    /// <summary>The column it sorts by; null: by id alone.</summary>
    public long[]? Column(OrderIndex index) => By switch
    {
        "due" => index.Due,
        "finish" => index.Finish,
        "priority" => index.Priority,
        "value" => index.Value,
        _ => null,
    };

    /// <summary>Where an entry stands by its key, the smaller the earlier.</summary>
    public long Key(long[]? column, int entry)
    {
        var key = column is null ? 0 : column[entry];
        return Reversed && key != OrderIndex.NoKey ? ~key : key;
    }

    /// <summary>Where an entry stands among those of the same key.</summary>
    public int Place(int place) => Reversed ? ~place : place;
}
