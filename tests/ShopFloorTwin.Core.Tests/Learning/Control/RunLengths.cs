using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Learning.Control;

/// <summary>Average run lengths: by Markov chain (Brook and Evans, Biometrika 59, 1972), and by seeded simulation.</summary>
internal static class RunLengths
{
    /// <summary>Of a two-sided CUSUM, from those of its sides: 1/ARL = 1/up + 1/down (Lucas and Crosier 1982).</summary>
    public static double Cusum(double allowance, double limit, double shift) =>
        1 / (1 / CusumSide(allowance, limit, shift) + 1 / CusumSide(allowance, limit, -shift));

    /// <summary>Of an EWMA with the limits of the long run, from 0.</summary>
    public static double Ewma(double weight, double limit, double shift)
    {
        const int states = 201;
        var h = limit * Math.Sqrt(weight / (2 - weight));
        var width = 2 * h / states;
        return Solve(states, states / 2, (from, to) =>
        {
            var at = -h + (from + 0.5) * width;
            double Reaches(double edge) => Exact((edge - (1 - weight) * at) / weight - shift);
            return Reaches(-h + (to + 1) * width) - Reaches(-h + to * width);
        });
    }

    /// <summary>Points to the first at which a chart speaks, on average over so many runs of standard normal scores.</summary>
    public static (double Mean, double Error) Simulated(int seed, int runs, Func<Func<double, bool>> chart, double shift = 0)
    {
        var random = new Random(seed);
        var (sum, squares) = (0.0, 0.0);
        for (var run = 0; run < runs; run++)
        {
            var speaks = chart();
            var points = 1;
            while (!speaks(Normal(random) + shift))
                points++;
            sum += points;
            squares += (double)points * points;
        }
        var mean = sum / runs;
        return (mean, Math.Sqrt((squares / runs - mean * mean) / runs));
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double CusumSide(double allowance, double limit, double shift)
    {
        const int states = 200;
        var width = 2 * limit / (2 * states - 1);
        return Solve(states, 0, (from, to) =>
        {
            var up = Exact(to * width - from * width + width / 2 + allowance - shift);
            return to == 0 ? up : up - Exact(to * width - from * width - width / 2 + allowance - shift);
        });
    }

    /// <summary>(I - Q) ARL = 1.</summary>
    private static double Solve(int states, int start, Func<int, int, double> moves)
    {
        var rows = new double[states][];
        for (var i = 0; i < states; i++)
        {
            rows[i] = new double[states + 1];
            for (var j = 0; j < states; j++)
                rows[i][j] = (i == j ? 1 : 0) - moves(i, j);
            rows[i][states] = 1;
        }
        for (var pivot = 0; pivot < states; pivot++)
        {
            var best = Enumerable.Range(pivot, states - pivot).MaxBy(row => Math.Abs(rows[row][pivot]));
            (rows[pivot], rows[best]) = (rows[best], rows[pivot]);
            for (var row = pivot + 1; row < states; row++)
            {
                var factor = rows[row][pivot] / rows[pivot][pivot];
                for (var column = pivot; factor != 0 && column <= states; column++)
                    rows[row][column] -= factor * rows[pivot][column];
            }
        }
        var solved = new double[states];
        for (var row = states - 1; row >= 0; row--)
        {
            solved[row] = rows[row][states];
            for (var column = row + 1; column < states; column++)
                solved[row] -= rows[row][column] * solved[column];
            solved[row] /= rows[row][row];
        }
        return solved[start];
    }

    /// <summary>Distribution function of the standard normal to 1e-14: by its series near 0 and Laplace's continued fraction beyond.</summary>
    public static double Exact(double z)
    {
        var x = Math.Abs(z);
        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        double tail;
        if (x < 3)
        {
            var (term, sum) = (x, x);
            for (var k = 1; k < 100; k++)
                sum += term *= x * x / (2 * k + 1);
            tail = 0.5 - density * sum;
        }
        else
        {
            var fraction = x;
            for (var k = 100; k > 0; k--)
                fraction = x + k / fraction;
            tail = density / fraction;
        }
        return z > 0 ? 1 - tail : tail;
    }
}
