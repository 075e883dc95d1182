using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Tests.Commands;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("7d", 7 * 86_400)]
    [InlineData("12h", 43_200)]
    [InlineData("1.5h", 5_400)]
    [InlineData("30m", 1_800)]
    [InlineData("45s", 45)]
    public void A_duration_is_a_number_and_a_unit(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("7w")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("1e99d")]
    public void Anything_else_is_none(string text) => Assert.Null(DurationText.Parse(text));
}
