using System.CommandLine;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>Options that several commands share.</summary>
internal static class LoadOptions
{
    public static Option<int> Orders(int otherwise = 10_000) => new("--orders") { Description = "Open orders of the plant.", DefaultValueFactory = _ => otherwise };

    public static Option<int[]> Sizes(params int[] otherwise) =>
        new("--orders") { Description = "Open orders of the plants.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => otherwise };

    public static Option<int> Seconds(int otherwise, string what) => new("--seconds") { Description = what, DefaultValueFactory = _ => otherwise };

    public static Option<int> Batch(int otherwise) => new("--batch") { Description = "Events of one request.", DefaultValueFactory = _ => otherwise };

    public static Option<int> Connections(int otherwise = 6) => new("--connections") { Description = "Requests at once.", DefaultValueFactory = _ => otherwise };

    public static Option<int> Seed() => new("--seed") { Description = "Of the choice of events and moments.", DefaultValueFactory = _ => 1 };

    /// <summary>The server to measure on besides SQLite, or instead of it.</summary>
    public static Option<string?> Postgres() => new("--postgres")
    {
        Description = "Connection string of a PostgreSQL server to measure on too; as TWIN_TEST_POSTGRES.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TWIN_TEST_POSTGRES"),
    };
}
