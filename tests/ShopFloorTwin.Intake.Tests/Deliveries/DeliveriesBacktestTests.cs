using System.Globalization;
using System.Text;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Intake.Deliveries;

namespace ShopFloorTwin.Intake.Tests.Deliveries;

public sealed class DeliveriesBacktestTests
{
    private const string Header = "vendor,item,po_sent,scheduled,delivered,recorded";
    private static readonly DateOnly Start = new(2020, 1, 1);

    private static BacktestReport Run(string csv, DeliveriesOptions? options = null, DateTimeOffset? from = null) =>
        DeliveriesBacktest.Run(new StringReader(csv), options ?? new DeliveriesOptions(), from);

    private static MethodScore Method(BacktestReport report, string name) => report.Methods.Single(method => method.Name == name);

    private static string Date(int day) => Start.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Morning(int day) => new(Start.AddDays(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>A line every other day, ordered 60 days ahead, with the lateness drawn from a seed by a law that may change with time.</summary>
    private static string Log(int seed, int lines, Func<Random, int, int> late)
    {
        var (random, csv) = (new Random(seed), new StringBuilder(Header).AppendLine());
        for (var i = 0; i < lines; i++)
        {
            var due = 100 + 2 * i;
            var came = due + Math.Max(-50, late(random, i));
            csv.AppendLine(CultureInfo.InvariantCulture, $"V{random.Next(3)},P{random.Next(5)},{Date(due - 60)},{Date(due)},{Date(came)},{Date(came)}");
        }
        return csv.ToString();
    }

    private static int Mixed(Random random, int i) => random.NextDouble() switch
    {
        < 0.25 => -random.Next(1, 20),
        < 0.55 => 0,
        _ => random.Next(1, 25),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_known_truth_is_covered_as_often_as_said(int seed)
    {
        // By then about two hundred lines of each vendor are known.
        var twin = Method(Run(Log(seed, 2000, Mixed), from: Morning(100 + 2 * 600)), "twin").All;
        Assert.InRange(twin.Coverage.P50!.Value, 0.46, 0.54);
        Assert.InRange(twin.Coverage.P80!.Value, 0.75, 0.85);
        Assert.InRange(twin.Coverage.P95!.Value, 0.91, 0.99);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void When_deliveries_turn_late_for_good_the_twin_follows_and_the_promised_date_does_not(int seed)
    {
        var report = Run(Log(seed, 1500, (random, i) => i < 700 ? 0 : random.Next(5, 15)), from: Morning(100 + 2 * 800));
        var (twin, promised) = (Method(report, "twin").All.Pinball, Method(report, "promisedDate").All.Pinball);
        Assert.True(twin.P50 < 0.5 * promised.P50 && twin.P80 < 0.5 * promised.P80 && twin.P95 < 0.5 * promised.P95, $"{twin} against {promised}");
    }

    [Fact]
    public void Where_all_come_when_promised_the_promised_date_stands()
    {
        var twin = Method(Run(Log(1, 300, (_, _) => 0)), "twin").All;
        Assert.InRange(twin.Pinball.P50!.Value, 0, 0.01);
        Assert.InRange(twin.Pinball.P80!.Value, 0, 0.01);
        Assert.InRange(twin.Pinball.P95!.Value, 0, 0.05);
    }

    [Fact]
    public void What_comes_after_a_forecast_does_not_change_it()
    {
        var lines = Log(5, 400, Mixed).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        var month = Date(100 + 2 * 200)[..7];
        // The same log with another future: whatever was promised after the month came half a year late.
        var other = lines.Select((line, i) => i == 0 || string.CompareOrdinal(line.Split(',')[3], month + "-32") < 0 ? line : Delayed(line));
        var (known, changed) = (Run(string.Join('\n', lines)), Run(string.Join('\n', other)));
        var (one, two) = (Method(known, "twin").Months, Method(changed, "twin").Months);
        Assert.Equal(one.Take(8).Select(m => (m.Month, m.Score.Pinball, m.Score.Count)), two.Take(8).Select(m => (m.Month, m.Score.Pinball, m.Score.Count)));
        Assert.NotEqual(one[^1].Score.Pinball, two[^1].Score.Pinball);

        static string Delayed(string line)
        {
            var cells = line.Split(',');
            cells[4] = cells[5] = DateOnly.Parse(cells[3], CultureInfo.InvariantCulture).AddDays(180).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return string.Join(',', cells);
        }
    }

    [Fact]
    public void A_delivery_is_not_known_before_it_is_recorded()
    {
        // All lines came ten days late, but that is recorded after the last forecast: nothing can have been learned.
        var csv = Header + "\n" + string.Join('\n', Enumerable.Range(0, 50).Select(i => $"V,P,,{Date(100 + i)},{Date(110 + i)},{Date(400)}"));
        var report = Run(csv);
        Assert.Equal(10.0 / 2, Method(report, "vendorQuantiles").All.Pinball.P50!.Value, 1);
        Assert.Equal(Method(report, "promisedDate").All.Pinball.P50!.Value, Method(report, "lastLateness").All.Pinball.P50!.Value, 9);
    }

    [Fact]
    public void Lines_that_have_not_come_are_counted_as_cut_off()
    {
        var report = Run(Header + "\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i => $"V,P,,{Date(100 + i)},{Date(100 + i)},")) + $"\nV,P,,{Date(101)},,\n");
        Assert.Equal(3, report.Censored);
        Assert.Equal(63, report.Forecasts);
    }

    [Fact]
    public void Columns_may_have_other_names_and_only_three_are_needed()
    {
        var options = new DeliveriesOptions { Vendor = "Lieferant", Promised = "zugesagt", Delivered = "eingegangen" };
        Assert.Equal(3, Run($"Lieferant,zugesagt,eingegangen\nA,{Date(1)},{Date(1)}\n", options).Forecasts);
    }

    [Theory]
    [InlineData("", "the log is empty")]
    [InlineData("vendor,item\nA,B\n", "the log has no column 'scheduled'; it has vendor, item")]
    [InlineData(Header + "\nA,B,,,2020-01-01,\n", "line 2: scheduled is empty")]
    [InlineData(Header + "\nA,B,,2020-01-01,2020-01-01,\nA,B,,2020-01-01,yesterday,\n", "line 3: delivered is no date: 'yesterday'; write it as 2012-03-31")]
    [InlineData(Header + "\nA,B,,2020-01-01,2020-01-01,\nA,B,,0001-01-01,2020-01-01,\n", "line 3: scheduled must lie between the years 1970 and 2100, not '0001-01-01'")]
    [InlineData(Header + "\n,B,,2020-01-01,2020-01-01,\n", "line 2: vendor must have 1 to 300 characters")]
    [InlineData(Header + "\nA,B,,2020-01-01,,\n", "the log holds no deliveries")]
    public void A_log_that_cannot_be_read_is_refused_with_its_line(string csv, string fault) =>
        Assert.Equal(fault, Assert.Throws<DeliveriesFault>(() => Run(csv)).Message);

    [Fact]
    public void On_real_deliveries_no_level_is_worse_than_the_promised_date_and_each_covers_its_share()
    {
        using var csv = new StreamReader(Repository.SharedData("supplier-deliveries.csv"));
        var report = DeliveriesBacktest.Run(csv, new DeliveriesOptions(), new DateTimeOffset(2012, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (twin, promised) = (Method(report, "twin").All, Method(report, "promisedDate").All);
        Assert.InRange(twin.Coverage.P50!.Value, 0.45, 0.55);
        Assert.InRange(twin.Coverage.P80!.Value, 0.78, 0.82);
        Assert.InRange(twin.Coverage.P95!.Value, 0.92, 0.98);
        Assert.True(twin.Pinball.P50 < promised.Pinball.P50 && twin.Pinball.P80 < promised.Pinball.P80 && twin.Pinball.P95 < promised.Pinball.P95, $"{twin.Pinball} against {promised.Pinball}");
    }
}
