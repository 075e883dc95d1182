using System.Text;

namespace ShopFloorTwin.Storage.Tests;

/// <summary>Events as a machine would send them.</summary>
static class Samples
{
    public const string Site = "lyon";
    public const string Source = "//lyon/mes";

    public static readonly DateTimeOffset Morning = new DateTimeOffset(2026, 11, 2, 6, 0, 0, TimeSpan.FromHours(1)).AddTicks(1234567);

    public static JournalEntry Event(string id, string source = Source, DateTimeOffset? at = null, string text = "idle") =>
        new(source, id, at ?? Morning, Body(id, source, text));

    public static JournalEntry[] Events(string prefix, int count) => [.. Enumerable.Range(1, count).Select(i => Event($"{prefix}-{i}"))];

    public static ReadOnlyMemory<byte> Body(string id, string source, string text) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { specversion = "1.0", id, source, data = new { state = text } });

    public static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);

    public static async Task<List<JournalRecord>> AllAsync(this IJournal journal, string site = Site, int page = 100)
    {
        var all = new List<JournalRecord>();
        while (await journal.ReadAsync(site, all.Count == 0 ? 0 : all[^1].Position, page, TestContext.Current.CancellationToken) is { Count: > 0 } read)
            all.AddRange(read);
        return all;
    }

    /// <summary>The journal is what a sound one is: positions 1..count, nothing else to find.</summary>
    public static async Task AssertSoundAsync(this IJournal journal, long count, string site = Site)
    {
        var report = await journal.VerifyAsync(site, null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Problems);
        Assert.Equal((count, count), (report.Records, report.Position));
    }
}
