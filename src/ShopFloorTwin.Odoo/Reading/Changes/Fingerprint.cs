using System.Globalization;
using System.Runtime.InteropServices;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>A hash of values that is the same in every process and on every machine: 64-bit FNV-1a. Tells a change, proves nothing.</summary>
internal struct Fingerprint
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private ulong _hash;

    public Fingerprint() => _hash = Offset;

    public readonly ulong Value => _hash;

    /// <summary>16 hexadecimal digits.</summary>
    public override readonly string ToString() => _hash.ToString("x16", CultureInfo.InvariantCulture);

    public static Fingerprint Of(ReadOnlySpan<byte> bytes) => new Fingerprint().Add(bytes);

    public static ulong Of(string? text) => new Fingerprint().Add(text).Value;

    public Fingerprint Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            _hash = (_hash ^ value) * Prime;
        return this;
    }

    public Fingerprint Add(string? text) => Add(MemoryMarshal.AsBytes(text.AsSpan())).Add(text is null ? -1 : text.Length);

    public Fingerprint Add(long number) => Add(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in number)));

    public Fingerprint Add(double? number) => Add(number is { } value ? BitConverter.DoubleToInt64Bits(value) : long.MinValue);

    public Fingerprint Add(DateTimeOffset? instant) => Add(instant?.UtcTicks ?? -1);
}
