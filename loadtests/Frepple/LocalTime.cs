using System.Globalization;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>A site's times as frePPLe keeps them: local, without a zone.</summary>
internal sealed class LocalTime(string zone)
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss";
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public string Text(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone).DateTime.ToString(Format, CultureInfo.InvariantCulture);

    public DateTimeOffset Read(string text)
    {
        var local = DateTime.ParseExact(text, Format, CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, _zone.GetUtcOffset(local));
    }
}
