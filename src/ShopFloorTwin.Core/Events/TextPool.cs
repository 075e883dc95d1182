using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace ShopFloorTwin.Core.Events;

/// <summary>
/// Gives one string for equal short ASCII texts that come again and again: names, ids, subjects.
/// Bounded: a slot holds the last text that fell into it. Safe for concurrent use, as slots hold immutable entries.
/// </summary>
internal sealed class TextPool<T>(int slots, Func<string, T> make, Func<T, string> textOf) where T : class
{
    private const int LongestPooled = 96;
    private readonly T?[] entries = new T?[BitOperations.RoundUpToPowerOf2((uint)slots)];

    /// <summary>The entry of the text. The bytes are valid UTF-8.</summary>
    public T Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestPooled)
            return make(Encoding.UTF8.GetString(utf8));
        ref var slot = ref entries[Hash(utf8) & (uint)(entries.Length - 1)];
        var entry = slot;
        if (entry is not null && Ascii.Equals(utf8, textOf(entry)))
            return entry;
        return slot = make(Encoding.UTF8.GetString(utf8));
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length * Factor;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = BitOperations.RotateLeft(hash ^ MemoryMarshal.Read<ulong>(bytes), 27) * Factor;
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (var value in bytes)
            hash = (hash ^ value) * Factor;
        return (uint)(hash >> 32);
    }
}

/// <summary>The pools of the event reader.</summary>
internal static class TextPools
{
    public static TextPool<string> Names { get; } = new(16_384, text => text, text => text);
    public static TextPool<Subject> Subjects { get; } = new(16_384, Subject.Parse, subject => subject.Text);
}
