using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ShopFloorTwin.Odoo.Tests.Client;

/// <summary>Answers each connection with the bytes it was given and keeps what was sent, byte for byte.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;
    private readonly Queue<string> answers;

    public RawServer(params string[] answers)
    {
        this.answers = new Queue<string>(answers);
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Whole requests, in order.</summary>
    public List<string> Requests { get; } = [];

    public static string Ok(string json) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\nConnection: close\r\n\r\n{json}";

    private async Task ServeAsync()
    {
        try
        {
            while (answers.Count > 0)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                var stream = client.GetStream();
                Requests.Add(await RequestAsync(stream));
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answers.Dequeue()), stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task<string> RequestAsync(NetworkStream stream)
    {
        var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, stop.Token);
            received.Write(buffer, 0, count);
            var text = Encoding.UTF8.GetString(received.GetBuffer(), 0, (int)received.Length);
            if (count == 0 || IsWhole(text, (int)received.Length))
                return text;
        }
    }

    private static bool IsWhole(string text, int bytes)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        if (text.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            return text.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        var length = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null || bytes >= end + 4 + int.Parse(length.Split(':')[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        stop.Dispose();
        listener.Dispose();
    }
}
