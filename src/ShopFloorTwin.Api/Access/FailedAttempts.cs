using System.Net;
using System.Net.Sockets;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Api.Access;

/// <summary>
/// Counts wrong keys per remote address in a bounded table. Beyond the limit an address waits,
/// but for the keys that were good from there before: a wrong device must not lock out the right ones beside it.
/// </summary>
internal sealed class FailedAttempts(TimeProvider clock)
{
    /// <summary>The span the failures are counted over, and the longest wait.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<UInt128, Entry> _entries = [];

    /// <summary>How long to wait before a key is looked at; null: not at all.</summary>
    public TimeSpan? Wait(IPAddress? address, string token)
    {
        lock (_entries)
        {
            if (!_entries.TryGetValue(Key(address), out var entry) || entry.Failures < Limits.FailedKeysPerMinute)
                return null;
            var age = clock.GetElapsedTime(entry.Since);
            return age >= Window || entry.Proven.Contains(Fingerprint(token)) ? null : Window - age;
        }
    }

    public void Failed(IPAddress? address)
    {
        lock (_entries)
        {
            var entry = Find(address);
            if (clock.GetElapsedTime(entry.Since) >= Window)
                (entry.Since, entry.Failures) = (clock.GetTimestamp(), 0);
            entry.Failures++;
        }
    }

    public void Succeeded(IPAddress? address, string token)
    {
        lock (_entries)
        {
            // Only an address that has failed needs to remember what was good.
            if (!_entries.TryGetValue(Key(address), out var entry) || entry.Proven.Count >= ProvenMax)
                return;
            entry.Proven.Add(Fingerprint(token));
        }
    }

    private const int ProvenMax = 16;

    private Entry Find(IPAddress? address)
    {
        var key = Key(address);
        if (_entries.TryGetValue(key, out var entry))
            return entry;
        if (_entries.Count >= Limits.FailedKeyAddresses)
            DropOld();
        return _entries[key] = new Entry { Since = clock.GetTimestamp() };
    }

    private void DropOld()
    {
        foreach (var (key, entry) in _entries.ToList())
        {
            if (clock.GetElapsedTime(entry.Since) >= Window)
                _entries.Remove(key);
        }
        if (_entries.Count >= Limits.FailedKeyAddresses)
            _entries.Clear();
    }

    // Whoever has one IPv6 address has the 2^64 of its network.
    private static UInt128 Key(IPAddress? address)
    {
        if (address is null)
            return 0;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            bytes[8..].Clear();
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static Int128 Fingerprint(string token) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt128BigEndian(ApiKey.Hash(token));

    private sealed class Entry
    {
        public long Since;
        public int Failures;
        public readonly HashSet<Int128> Proven = [];
    }
}
