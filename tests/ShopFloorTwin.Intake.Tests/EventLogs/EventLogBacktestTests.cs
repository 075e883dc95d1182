using System.Globalization;
using System.Text;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Intake.EventLogs;

namespace ShopFloorTwin.Intake.Tests.EventLogs;

public sealed class EventLogBacktestTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>A shop in which a case is turned, then packed after a wait that is log-normal with a median of four days.</summary>
    private static string Log(int seed, int cases, double daysApart = 0.5, double stretch = 1)
    {
        var random = new Random(seed);
        var log = new StringBuilder("case_id,activity,start_timestamp,timestamp\n");
        for (var c = 0; c < cases; c++)
        {
            var start = Start.AddDays(c * daysApart);
            var gauss = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var packed = start.AddDays(stretch * 4 * Math.Exp(0.6 * gauss));
            log.Append(CultureInfo.InvariantCulture, $"C{c},Turning,{start:yyyy-MM-dd HH:mm:ss},{start.AddHours(2):yyyy-MM-dd HH:mm:ss}\n");
            log.Append(CultureInfo.InvariantCulture, $"C{c},Packing,{packed:yyyy-MM-dd HH:mm:ss},{packed.AddHours(1):yyyy-MM-dd HH:mm:ss}\n");
        }
        return log.ToString();
    }

    private static BacktestReport Run(string log) => EventLogBacktest.Run(new StringReader(log), new EventLogOptions());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_shop_that_stays_as_it_is_is_forecast_as_sure_as_it_is_said(int seed)
    {
        var twin = Run(Log(seed, 240)).Methods[0].All;

        Assert.InRange(twin.Coverage.P50!.Value, 0.42, 0.58);
        Assert.InRange(twin.Coverage.P80!.Value, 0.74, 0.86);
        Assert.InRange(twin.Coverage.P95!.Value, 0.90, 0.99);
    }

    [Fact]
    public void The_twin_loses_less_than_what_a_planner_goes_by()
    {
        var methods = Run(Log(3, 240)).Methods;

        Assert.Equal(["twin", "plannedDate", "historicalMean", "historicalQuantiles", "historicalQuantilesOfOlder", "lastForecast"], methods.Select(method => method.Name));
        // Where orders differ by chance alone, those that lasted longer tell all there is to know.
        foreach (var method in methods.Skip(1))
            Assert.True(methods[0].All.Crps < (method.Name == "historicalQuantilesOfOlder" ? 1.06 : 1) * method.All.Crps, $"{method.Name}: {methods[0].All.Crps} against {method.All.Crps}");
    }

    [Fact]
    public void What_comes_later_changes_no_forecast_made_before()
    {
        var known = Log(4, 60);
        var later = string.Join('\n', Log(5, 200, stretch: 6).Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => "X" + line.Replace("2026-", "2027-", StringComparison.Ordinal)));

        var (alone, followed) = (Run(known).Methods[0].Months[0], Run(known + later + "\n").Methods[0].Months[0]);
        Assert.Equal(("2026-01", alone.Score.Count, alone.Score.Coverage), (followed.Month, followed.Score.Count, followed.Score.Coverage));
    }

    [Fact]
    public void Orders_the_log_cuts_off_are_counted_and_said()
    {
        var log = Log(6, 80);
        var report = Run(log + $"OPEN,Turning,{Start.AddDays(39):yyyy-MM-dd HH:mm:ss},{Start.AddDays(39.1):yyyy-MM-dd HH:mm:ss}\n");

        Assert.InRange(report.Censored, 1, 5);
        Assert.Equal(report.Forecasts - report.Censored, report.Methods[0].EndedOnly!.Count);
        Assert.Equal(report.Forecasts, report.Methods[0].All.Count);
    }

    [Fact]
    public void On_a_real_machine_shop_every_quantile_loses_less_than_every_baselines()
    {
        using var reader = new StreamReader(Repository.SharedData("production-log.csv"));
        var report = EventLogBacktest.Run(reader, new EventLogOptions());

        var twin = report.Methods[0].All;
        Assert.InRange(twin.Coverage.P80!.Value, 0.70, 0.85);
        foreach (var baseline in report.Methods.Skip(1))
        {
            Assert.True(twin.Pinball.P50 < baseline.All.Pinball.P50, baseline.Name);
            Assert.True(twin.Pinball.P80 < baseline.All.Pinball.P80, baseline.Name);
            Assert.True(twin.Pinball.P95 < baseline.All.Pinball.P95, baseline.Name);
        }
    }
}
