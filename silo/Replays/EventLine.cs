using System.Runtime.CompilerServices;
using System.Text;

namespace ShopFloorTwin.Silo.Replays;

/// <summary>One line of an NDJSON file of events.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Body">The event, UTF-8 JSON.</param>
/// <param name="Share">How much of the file is read with it, 0 to 1.</param>
public readonly record struct EventLine(int Number, ReadOnlyMemory<byte> Body, double Share)
{
    /// <summary>The lines that are not blank.</summary>
    public static async IAsyncEnumerable<EventLine> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        for (var number = 1; await reader.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return new EventLine(number, Encoding.UTF8.GetBytes(line), file.Length == 0 ? 1 : file.Position / (double)file.Length);
        }
    }
}
