using System.Buffers;
using System.Text;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Streams;

/// <summary>Writes server-sent events (WHATWG HTML, 9.2).</summary>
internal sealed class EventStream(Stream body)
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Tells how soon to come back after a break.</summary>
    public Task BeginAsync(CancellationToken cancellation) => SendAsync("retry: 2000\n\n", cancellation);

    /// <summary>A comment: the line is alive.</summary>
    public Task BeatAsync(CancellationToken cancellation) => SendAsync(": alive\n\n", cancellation);

    public async Task WriteAsync(SiteChange change, CancellationToken cancellation)
    {
        _buffer.ResetWrittenCount();
        Put($"id: {change.Id}\nevent: {change.Kind}\n");
        foreach (var line in Lines(change.Data))
        {
            Put("data: ");
            _buffer.Write(line.Span);
            Put("\n");
        }
        Put("\n");
        await FlushAsync(cancellation);
    }

    private Task SendAsync(string text, CancellationToken cancellation)
    {
        _buffer.ResetWrittenCount();
        Put(text);
        return FlushAsync(cancellation);
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        await body.WriteAsync(_buffer.WrittenMemory, cancellation);
        await body.FlushAsync(cancellation);
    }

    private void Put(string text) => Encoding.UTF8.GetBytes(text, _buffer);

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> data)
    {
        while (data.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            yield return data[..end];
            data = data[(end + 1)..];
        }
        yield return data;
    }
}
