using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Api.Http;

/// <summary>Reads a body whole, decoded, up to a limit. The bytes are the caller's to keep: events hold slices of them.</summary>
internal static class RequestBody
{
    private const int FirstBytes = 64 * 1024;

    /// <exception cref="ProblemException">413 beyond the limit (after decoding), 415 for an encoding not known, 400 for a broken one.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int limit, CancellationToken cancellation)
    {
        var request = context.Request;
        if (request.ContentLength > limit)
            throw Problems.TooLarge($"The body has {request.ContentLength} bytes; this call takes {limit}.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;

        var encoding = request.Headers.ContentEncoding.ToString();
        await using var decoder = Decoder(encoding, request.Body);
        var lease = context.RequestServices.GetRequiredService<BodyBudget>().Open();
        context.Response.RegisterForDispose(lease);
        try
        {
            return await ReadAsync(decoder ?? request.Body, decoder is null ? request.ContentLength : null, limit, lease, cancellation);
        }
        catch (InvalidDataException)
        {
            throw Problems.MalformedBody($"The body is not proper {encoding}.");
        }
        catch (InvalidOperationException) when (decoder is BrotliStream)
        {
            throw Problems.MalformedBody("The body is not proper br.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream source, long? expected, int limit, BodyBudget.Lease lease, CancellationToken cancellation)
    {
        // A stated length is believed only as far as bytes keep coming: memory grows with what has arrived.
        var buffer = new byte[(int)Math.Min(Math.Min(expected ?? FirstBytes, 16 * FirstBytes) + 1, limit)];
        lease.Take(buffer.Length);
        var filled = 0;
        while (true)
        {
            var read = await source.ReadAsync(buffer.AsMemory(filled), cancellation);
            if (read == 0)
                return buffer.AsMemory(0, filled);
            filled += read;
            if (filled < buffer.Length)
                continue;
            if (filled == limit)
                return await source.ReadAsync(new byte[1], cancellation) == 0
                    ? buffer
                    : throw Problems.TooLarge($"The body has more than the {limit} bytes that this call takes.");
            var larger = (int)Math.Min(limit, buffer.Length * 2L);
            lease.Take(larger - buffer.Length);
            Array.Resize(ref buffer, larger);
        }
    }

    private static Stream? Decoder(string encoding, Stream body) => encoding.Trim().ToLowerInvariant() switch
    {
        "" or "identity" => null,
        "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(body, CompressionMode.Decompress, leaveOpen: true),
        _ => throw Problems.WrongEncoding(encoding),
    };
}
