using System.Globalization;

namespace ShopFloorTwin.Core.Json;

/// <summary>
/// Reads an instant: ISO 8601 extended form with an offset (RFC 3339, section 5.6; seconds may be left out).
/// A local time without offset is no instant and is not taken. Fractions finer than 100 ns are cut off.
/// </summary>
public static class Instants
{
    /// <summary>What a well-formed instant looks like, for messages.</summary>
    public const string Example = "2026-11-02T05:00:00Z or 2026-11-02T06:00:00+01:00";

    /// <summary>Longest text that can be an instant.</summary>
    private const int MaxBytes = 64;

    /// <summary>True and the instant in UTC, when the text is one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is < 17 or > MaxBytes || text[4] != '-' || text[7] != '-' || text[13] != ':' || (text[10] | 0x20) is not ('t' or ' '))
            return false;
        if (!Number(text[..4], out var year) || !Number(text.Slice(5, 2), out var month) || !Number(text.Slice(8, 2), out var day)
            || !Number(text.Slice(11, 2), out var hour) || !Number(text.Slice(14, 2), out var minute))
            return false;

        var rest = text[16..];
        int second = 0;
        long fraction = 0;
        if (rest[0] == ':')
        {
            if (rest.Length < 4 || !Number(rest.Slice(1, 2), out second))
                return false;
            rest = rest[3..];
            if (rest[0] is (byte)'.' or (byte)',' && !Fraction(ref rest, out fraction))
                return false;
        }

        if (!Offset(rest, out var offsetMinutes)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;

        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + fraction - offsetMinutes * TimeSpan.TicksPerMinute;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            return false;
        instant = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>The instant in UTC, as short as it can be said: <c>2026-11-02T05:00:00Z</c>.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        var scale = TimeSpan.TicksPerSecond / 10;
        var length = 1;
        for (; length < rest.Length && rest[length] is >= (byte)'0' and <= (byte)'9'; length++, scale /= 10)
            ticks += (rest[length] - '0') * scale;
        rest = rest[length..];
        return length > 1 && rest.Length > 0;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
            return (text[0] | 0x20) == 'z';
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is not (3 or 5 or 6) || text.Length == 6 && text[3] != ':')
            return false;
        var minuteDigits = text.Length == 3 ? "00"u8 : text[^2..];
        if (!Number(text.Slice(1, 2), out var hours) || !Number(minuteDigits, out minutes) || hours > 23 || minutes > 59)
            return false;
        minutes += hours * 60;
        if (text[0] == '-')
            minutes = -minutes;
        return true;
    }
}
