using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>
/// What a change is worth, in money: over all orders their value times the fall of their late probability, and what its lateness costs
/// (<see cref="Tardiness"/>) as far as it falls; what gets worse counts one and a half times, and what the change costs is taken off.
/// The order asked about counts ten times. An order without a value counts as the mean of those that have one.
/// </summary>
internal sealed class SuggestionScore
{
    private const double HarmWeight = 1.5, AskedWeight = 10;

    private readonly SiteForecast _before;
    private readonly double _atRisk;
    private readonly int _asked;
    private readonly double _meanValue;

    /// <param name="before">The forecast without the change.</param>
    /// <param name="atRisk">Late probability from which an order is at risk.</param>
    /// <param name="asked">Index into the forecast's orders; -1: the site is asked about.</param>
    public SuggestionScore(SiteForecast before, double atRisk, int asked)
    {
        (_before, _atRisk, _asked) = (before, atRisk, asked);
        _meanValue = before.Orders.Select(o => before.Twins.Orders[o.Order].Value).Where(v => v > 0).Average() ?? 1_000;
    }

    /// <summary>The change against the forecast with it. New orders of the change count with no one; those it takes away are passed over.</summary>
    public Scored Of(SiteLateness after, double cost)
    {
        var scored = new Scored(-1, double.NegativeInfinity);
        // Orders keep their places; an edit adds behind them, and one that is not open any more is left out.
        for (var (i, j) = (0, 0); i < _before.Orders.Count; i++)
        {
            var (was, order) = (_before.Orders[i], _before.Twins.Orders[_before.Orders[i].Order]);
            if (j >= after.Orders.Count || after.Twins.Orders[after.Orders[j].Order].Id != order.Id)
                continue;
            Add(scored, i, order, was, after.Orders[j]);
            j++;
        }
        scored.Score -= cost;
        return scored;
    }

    private void Add(Scored scored, int index, OrderTwin order, OrderForecast was, OrderLateness now)
    {
        var probability = was.LateProbability - now.LateProbability;
        var minutes = was.ExpectedLatenessMinutes - now.ExpectedLatenessMinutes;
        if (index == _asked || (_asked < 0 && minutes > scored.MostMinutes))
            (scored.Most, scored.MostMinutes, scored.Before, scored.After) = (index, minutes, was, now);
        if (probability == 0 && minutes == 0)
            return;
        var worth = (order.Value > 0 ? order.Value.Value : _meanValue) * (index == _asked ? AskedWeight : 1);
        scored.Score += Weighed(worth * probability) + Weighed(Tardiness.Cost(worth, minutes));
        scored.MinutesSaved += minutes;
        scored.ValueRescued += (order.Value ?? 0) * probability;
        scored.Later += minutes <= -1 ? 1 : 0;
        if (was.LateProbability >= _atRisk && now.LateProbability < _atRisk)
            scored.Rescued.Add(order.Id);
        else if (was.LateProbability < _atRisk && now.LateProbability >= _atRisk)
            scored.Harmed.Add(order.Id);
    }

    private static double Weighed(double gain) => gain < 0 ? HarmWeight * gain : gain;

    /// <summary>Sums over the orders, and the order that matters most.</summary>
    internal sealed class Scored(int most, double mostMinutes)
    {
        public int Most { get; set; } = most;
        public double MostMinutes { get; set; } = mostMinutes;
        public OrderForecast? Before { get; set; }
        public OrderLateness? After { get; set; }
        public double Score { get; set; }
        public double MinutesSaved { get; set; }
        public double ValueRescued { get; set; }
        public int Later { get; set; }
        public List<string> Rescued { get; } = [];
        public List<string> Harmed { get; } = [];
    }
}
