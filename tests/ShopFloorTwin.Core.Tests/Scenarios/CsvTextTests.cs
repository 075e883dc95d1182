using ShopFloorTwin.Core.Scenarios;

namespace ShopFloorTwin.Core.Tests.Scenarios;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-Saturday shift", "'-Saturday shift")]
    [InlineData("Saturday, \"early\" shift", "\"Saturday, \"\"early\"\" shift\"")]
    public void What_somebody_wrote_stays_text_in_a_spreadsheet(string name, string cell) => Assert.Equal($"{cell}\r\n", CsvText.Row(name));

    [Fact]
    public void Numbers_stay_numbers_and_what_is_not_known_is_empty() =>
        Assert.Equal("-1.5,,,2026-11-02T07:00:00Z\r\n", CsvText.Row(-1.5, null, double.NaN, DateTimeOffset.Parse("2026-11-02T08:00:00+01:00")));
}
