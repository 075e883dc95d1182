using Microsoft.Data.Sqlite;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>SQLite's result codes in words, each with its mend.</summary>
internal static class SqliteFailure
{
    // https://www.sqlite.org/rescode.html
    public const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, Constraint = 19, NotADatabase = 26;

    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    public static StoreUnavailableException Unavailable(SqliteException e, string file) => new(e.SqliteErrorCode switch
    {
        Full => $"The disk of {file} is full, nothing was written: make room, and it goes on by itself.",
        Busy or Locked => $"{file} is locked by another program, nothing was written: end that program (a backup, a database browser), and it goes on by itself.",
        ReadOnly => $"{file} cannot be written: give this user the right to write the file and its folder.",
        CannotOpen => $"{file} cannot be opened: see that its folder is there and may be written.",
        Corrupt or NotADatabase => $"{file} is damaged: stop, run the verify command, and restore the file from a backup.",
        IoError => $"The disk of {file} failed ({e.Message}), nothing was written: look at the disk and the system's log.",
        _ => $"{file} failed, nothing was written: {e.Message}",
    }, e);

    public static StoreRefusedException Damaged(string file, string what, Exception? inner = null) =>
        new($"{file} is damaged or is no file of this program ({what}): restore it from a backup, or move it away to start anew.", inner);
}
