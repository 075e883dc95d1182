using System.Text;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast.Truth;

/// <summary>Plants in which it is known what went wrong: is that named first?</summary>
public sealed class RootCauseTests(ITestOutputHelper output)
{
    // The whole harness: TWIN_TRUTH_PLANTS=300.
    private static int Plants => int.TryParse(Environment.GetEnvironmentVariable("TWIN_TRUTH_PLANTS"), out var plants) ? plants : 110;

    [Fact]
    public void The_one_thing_that_went_wrong_is_named_first_in_nine_of_ten_plants()
    {
        var table = new Confusion();
        for (var seed = 0; table.Plants < Plants; seed++)
            table.Add(seed, faults: 1);
        output.WriteLine(table.ToString());
        if (Environment.GetEnvironmentVariable("TWIN_TRUTH_OUT") is { } file)
            File.AppendAllText(file, table.ToString());
        Assert.True(table.PlantShare >= 0.9, table.ToString());
        Assert.True(table.OrderShare >= 0.9, table.ToString());
    }

    [Fact]
    public void One_of_two_things_that_went_wrong_is_named_first_in_three_of_four_plants()
    {
        var table = new Confusion();
        for (var seed = 100_000; table.Plants < Plants; seed++)
            table.Add(seed, faults: 2);
        output.WriteLine(table.ToString());
        if (Environment.GetEnvironmentVariable("TWIN_TRUTH_OUT") is { } file)
            File.AppendAllText(file, table.ToString());
        Assert.True(table.PlantShare >= 0.75, table.ToString());
        Assert.True(table.OrderShare >= 0.75, table.ToString());
    }

    /// <summary>What was injected against what is named first.</summary>
    private sealed class Confusion
    {
        private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();
        private readonly SortedDictionary<FaultKind, SortedDictionary<string, int>> _named = [];
        private readonly StringBuilder _misses = new();
        private int _orders, _right, _rightPlants;

        public int Plants { get; private set; }
        public double PlantShare => (double)_rightPlants / Plants;
        public double OrderShare => (double)_right / _orders;

        public void Add(int seed, int faults)
        {
            var random = new Random(seed);
            var plant = new KnownPlant(seed);
            var first = Fault.Of(Kinds[Plants % Kinds.Length], plant, random);
            var second = faults < 2 ? null : Fault.Of(Kinds[random.Next(Kinds.Length)], plant, random);
            if (first is null || (faults == 2 && (second is null || second.Kind == first.Kind)))
                return;
            var forecast = KnownPlant.Forecast(first.Happens(plant, second));
            // Late, and most of it for what went wrong.
            var late = forecast.Orders
                .Where(o => o.LateProbability >= 0.5 && plant.Calm.TryGetValue(Id(forecast, o), out var calm) && calm.Late <= 0.06 && calm.Minutes <= 0.5 * o.ExpectedLatenessMinutes)
                .OrderByDescending(o => o.ExpectedLatenessMinutes).ToList();
            if (late.Count == 0)
                return;
            Plants++;
            for (var i = 0; i < late.Count; i++)
            {
                var cause = late[i].Causes[0];
                var isRight = first.Names(cause) || second?.Names(cause) == true;
                _orders++;
                _right += isRight ? 1 : 0;
                _rightPlants += isRight && i == 0 ? 1 : 0;
                var name = isRight ? "right" : cause.Kind.ToString();
                var row = _named.TryGetValue(first.Kind, out var known) ? known : _named[first.Kind] = [];
                row[name] = row.GetValueOrDefault(name) + 1;
                if (!isRight && _misses.Length < 12_000)
                    _misses.AppendLine($"seed {seed} {first} {second}: {Id(forecast, late[i])} {late[i].ExpectedLatenessMinutes:0} min: {string.Join(" | ", late[i].Causes.Take(3).Select(c => $"{c.Share:0.00} {c.Kind} {c.Text}"))}");
            }
        }

        public override string ToString()
        {
            var text = new StringBuilder().AppendLine($"{Plants} plants: {100 * PlantShare:0.0} % by their latest order; {_orders} late orders: {100 * OrderShare:0.0} %");
            foreach (var (kind, row) in _named)
                text.AppendLine($"{kind,-15} {string.Join("  ", row.OrderBy(cell => cell.Key != "right").ThenByDescending(cell => cell.Value).Select(cell => $"{cell.Key} {cell.Value}"))}");
            return text.Append(_misses).ToString();
        }

        private static string Id(SiteForecast forecast, OrderForecast order) => forecast.Twins.Orders[order.Order].Id;
    }
}
