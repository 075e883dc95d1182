using System.Text.Json;

namespace ShopFloorTwin.Storage;

/// <summary>What a check of a site's journal found.</summary>
/// <param name="Records">Records read.</param>
/// <param name="Position">Of the last record.</param>
/// <param name="Problems">In words; empty when the journal is sound. At most <see cref="ProblemsMax"/>.</param>
public sealed record JournalReport(string Site, long Records, long Position, IReadOnlyList<string> Problems)
{
    /// <summary>Further problems are not listed.</summary>
    public const int ProblemsMax = 100;
}

/// <summary>Reads a journal through and collects what is wrong with it.</summary>
internal sealed class JournalCheck(string site, long head, IProgress<long>? progress)
{
    const int RecordsPerReport = 1_000;

    readonly List<string> _problems = [];
    long _records;
    long _expected = 1;
    DateTimeOffset _last = DateTimeOffset.MinValue;

    public void Problem(string text)
    {
        if (_problems.Count < JournalReport.ProblemsMax)
            _problems.Add(text);
    }

    public void Record(long position, DateTimeOffset recordedAt, ReadOnlySpan<byte> stored, int unpackedLength)
    {
        if (position != _expected)
            Problem($"position {_expected} is missing: the next record is {position}");
        if (recordedAt < _last)
            Problem($"position {position} was recorded before the one ahead of it");
        _last = recordedAt;
        _expected = position + 1;
        Body(position, stored, unpackedLength);
        if (++_records % RecordsPerReport == 0)
            progress?.Report(_records);
    }

    void Body(long position, ReadOnlySpan<byte> stored, int unpackedLength)
    {
        try
        {
            var reader = new Utf8JsonReader(Packing.Unpack(stored, unpackedLength), new JsonReaderOptions { MaxDepth = 256 });
            while (reader.Read())
            {
            }
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            Problem($"the body at position {position} cannot be read: {e.Message}");
        }
    }

    public JournalReport Finish()
    {
        if (_expected - 1 < head)
            Problem($"the journal ends at {_expected - 1}, and its head says {head}");
        return new(site, _records, _expected - 1, _problems);
    }
}
