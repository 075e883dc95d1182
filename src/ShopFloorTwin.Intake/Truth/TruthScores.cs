using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Intake.Truth;

/// <summary>Scores the forecasts of one or many plants against what really came, with the errors between plants.</summary>
public sealed class TruthScores
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["twin"] = "the forecast of the whole site",
        ["promisedDate"] = "the order's due date",
        ["plannedDate"] = "the order's planned finish",
        ["historicalMean"] = "mean lead time of the product's orders done so far",
        ["historicalQuantiles"] = "quantiles of the lead times of the product's orders done so far",
    };

    private readonly BacktestTable _table = new();
    private readonly List<Plant> _plants = [];
    private DateTimeOffset? _from, _to;
    private int _made, _censored;

    /// <summary>Takes the forecasts of a plant.</summary>
    public void Add(IEnumerable<TruthForecast> forecasts)
    {
        var plant = new Plant(new ScoreTally(), new ProbabilityTally());
        foreach (var made in forecasts)
        {
            _made++;
            if (made.Actual is not { } actual)
            {
                _censored++;
                continue;
            }
            _from = _from is { } first && first < made.MadeAt ? first : made.MadeAt;
            _to = _to is { } last && last > made.MadeAt ? last : made.MadeAt;
            var minutes = (actual - made.MadeAt).TotalMinutes;
            var isLate = actual > made.Due;
            foreach (var said in made.Said)
                _table.Add(said.Method, Texts[said.Method], made.MadeAt, said.Minutes, minutes, said.LateProbability, isLate);
            plant.Tally.Add(made.Said[0].Minutes, minutes);
            if (made.Said[0].LateProbability is { } late)
                plant.Late.Add(late, isLate);
        }
        if (plant.Tally.Count > 0)
            _plants.Add(plant);
    }

    /// <param name="target">What was forecast, in words.</param>
    /// <param name="assumptions">What was taken plainly.</param>
    public BacktestReport Report(string target, IReadOnlyList<string> assumptions) => new()
    {
        Kind = "simulation",
        Target = target,
        Unit = "minutes",
        From = _from,
        To = _to,
        Forecasts = _made,
        Censored = _censored,
        Assumptions = assumptions,
        Methods = _table.Methods(),
        Plants = _plants.Count < 2 ? null : new PlantSpread(
            _plants.Count,
            new ByLevel(CoverageError(QuantileLevels.P50), CoverageError(QuantileLevels.P80), CoverageError(QuantileLevels.P95)),
            SkillError()),
    };

    /// <summary>Of a ratio of sums over plants (Cochran 1977, 6.4).</summary>
    private double CoverageError(int level)
    {
        var count = _plants.Sum(plant => plant.Tally.Count);
        var share = _plants.Sum(plant => plant.Tally.Coverage(level) * plant.Tally.Count) / count;
        var squares = _plants.Sum(plant => Math.Pow((plant.Tally.Coverage(level) - share) * plant.Tally.Count, 2));
        return Math.Sqrt(squares * _plants.Count / (_plants.Count - 1)) / count;
    }

    /// <summary>Jackknife (Efron and Stein 1981): the skill without each plant in turn.</summary>
    private double? SkillError()
    {
        var without = _plants.Select(left => Skill(_plants.Where(plant => !ReferenceEquals(plant, left)))).ToList();
        var mean = without.Average();
        var error = Math.Sqrt(without.Sum(skill => Math.Pow(skill - mean, 2)) * (without.Count - 1) / without.Count);
        return double.IsFinite(error) ? error : null;
    }

    private static double Skill(IEnumerable<Plant> plants)
    {
        double count = 0, squares = 0, late = 0;
        foreach (var plant in plants.Where(plant => plant.Late.Count > 0))
        {
            count += plant.Late.Count;
            squares += plant.Late.Brier * plant.Late.Count;
            late += plant.Late.BaseRate * plant.Late.Count;
        }
        var rate = late / count;
        return 1 - squares / count / (rate * (1 - rate));
    }

    private sealed record Plant(ScoreTally Tally, ProbabilityTally Late);
}
