namespace ShopFloorTwin.Core.Scenarios;

/// <summary>Single changes that would help, best first, and how far the search for them has come.</summary>
/// <param name="Items">Best first.</param>
/// <param name="Next">Null: there is one page.</param>
/// <param name="Position">Of the picture that was asked.</param>
/// <param name="AsOf">Of the same.</param>
public sealed record SuggestionAnswer(IReadOnlyList<Suggestion> Items, string? Next, long Position, DateTimeOffset AsOf)
{
    /// <summary>When the last of it was tried: it may have been searched for while the site was idle.</summary>
    public DateTimeOffset? SearchedAt { get; init; }

    /// <summary>Changes that are worth trying.</summary>
    public int Changes { get; init; }

    /// <summary>Of these, tried so far.</summary>
    public int Tried { get; init; }

    /// <summary>All of them have been tried; what is left is tried while the site is idle.</summary>
    public bool Complete { get; init; }

    /// <summary>Spent on the search so far.</summary>
    public double SearchedSeconds { get; init; }

    /// <summary>A search that is waited for ends after so many, with what it has.</summary>
    public double BudgetSeconds { get; init; } = Limits.SuggestionSeconds;
}
