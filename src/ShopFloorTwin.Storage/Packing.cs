using System.IO.Compression;

namespace ShopFloorTwin.Storage;

/// <summary>
/// How bytes are kept: as they are, or compressed (Brotli, its fastest useful setting) when they are large and it pays.
/// The length before compression is kept beside them; 0 says that they are as they were.
/// </summary>
internal static class Packing
{
    const int Quality = 1;
    const int WindowBits = 22;

    public static (ReadOnlyMemory<byte> Stored, int UnpackedLength) Pack(ReadOnlyMemory<byte> plain, int plainBytesMax)
    {
        if (plain.Length <= plainBytesMax)
            return (plain, 0);
        // No larger than the input: what does not shrink is kept as it is.
        var packed = new byte[plain.Length];
        return BrotliEncoder.TryCompress(plain.Span, packed, out var written, Quality, WindowBits) && written < plain.Length
            ? (packed.AsMemory(0, written), plain.Length)
            : (plain, 0);
    }

    /// <exception cref="InvalidDataException">The bytes are not what was packed.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> stored, int unpackedLength)
    {
        if (unpackedLength == 0)
            return stored.ToArray();
        var plain = new byte[unpackedLength];
        return BrotliDecoder.TryDecompress(stored, plain, out var written) && written == unpackedLength
            ? plain
            : throw new InvalidDataException($"a compressed body of {unpackedLength} bytes cannot be unpacked");
    }
}
