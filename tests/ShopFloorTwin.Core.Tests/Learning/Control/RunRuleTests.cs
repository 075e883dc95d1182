using ShopFloorTwin.Core.Learning.Control;

namespace ShopFloorTwin.Core.Tests.Learning.Control;

public sealed class RunRuleTests
{
    private static RunRule After(params double[] scores) => scores.Aggregate(default(RunRules), (rules, score) => rules.With(score)).Broken;

    [Fact]
    public void A_point_beyond_three_sigma_breaks_the_first_rule() => Assert.Equal(RunRule.BeyondThree, After(0.1, -3.1));

    [Fact]
    public void Two_of_three_beyond_two_sigma_count_on_one_side_only()
    {
        Assert.Equal(RunRule.TwoOfThreeBeyondTwo, After(2.1, 0.2, 2.2));
        Assert.Equal(RunRule.None, After(2.1, 0.2, -2.2));
        Assert.Equal(RunRule.None, After(2.1, 0.2, 0.3, 2.2));
    }

    [Fact]
    public void Four_of_five_beyond_one_sigma() => Assert.Equal(RunRule.FourOfFiveBeyondOne, After(1.1, 1.3, -0.2, 1.2, 1.4));

    [Fact]
    public void Eight_and_nine_in_a_row_on_one_side()
    {
        double[] eight = [0.1, 0.3, 0.2, 0.4, 0.1, 0.2, 0.15, 0.3];
        Assert.Equal(RunRule.EightOnOneSide, After(eight));
        Assert.Equal(RunRule.EightOnOneSide | RunRule.NineOnOneSide, After([.. eight, 0.25]));
        Assert.Equal(RunRule.None, After([.. eight[..7], -0.1, 0.2]));
    }

    [Fact]
    public void Six_in_a_row_that_go_one_way()
    {
        Assert.Equal(RunRule.None, After(-0.5, -0.4, -0.3, 0.1, 0.2));
        Assert.Equal(RunRule.SixTrending, After(-0.5, -0.4, -0.3, 0.1, 0.2, 0.3));
        Assert.Equal(RunRule.SixTrending, After(0.5, 0.4, 0.3, -0.1, -0.2, -0.3));
        Assert.Equal(RunRule.None, After(-0.5, -0.4, -0.3, 0.1, 0.1, 0.3));
    }

    [Fact]
    public void Fourteen_in_a_row_that_alternate()
    {
        double Of(int i) => (i % 2 == 0 ? 1.5 : -0.5) + i * 0.001;
        Assert.Equal(RunRule.None, After([.. Enumerable.Range(0, 13).Select(Of)]));
        Assert.Equal(RunRule.FourteenAlternating, After([.. Enumerable.Range(0, 14).Select(Of)]));
    }

    [Fact]
    public void Fifteen_in_a_row_within_one_sigma_and_eight_beyond()
    {
        double[] calm = [0.9, -0.1, 0.2, -0.3, -0.5, 0.6, 0.1, 0.2, -0.9, 0.5, 0.1, -0.2, -0.3, 0.1, 0.2];
        Assert.Equal(RunRule.FifteenWithinOne, After(calm));
        Assert.Equal(RunRule.None, After([1.1, .. calm[1..]]));
        Assert.Equal(RunRule.EightBeyondOne, After(1.1, -1.2, -1.3, 1.4, 1.2, -1.1, 1.5, -1.6));
    }
}
