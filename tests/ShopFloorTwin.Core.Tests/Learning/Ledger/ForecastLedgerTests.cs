using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Orders;
using static ShopFloorTwin.Core.Tests.Learning.Ledger.LedgerFloor;

namespace ShopFloorTwin.Core.Tests.Learning.Ledger;

public sealed class ForecastLedgerTests
{
    private readonly LedgerFloor _floor = new();

    private ushort[] Kept(string order) => [.. ForecastSample.Unpack(_floor.Ledger.Save().Orders.Single(one => one.Id == order).Samples).Select(sample => sample.Horizons)];

    private static ushort Bits(params ScoreHorizon[] horizons) => (ushort)horizons.Sum(horizon => 1 << (int)horizon);

    [Fact]
    public void An_orders_forecast_is_kept_at_release_half_way_and_at_the_marks_before_due()
    {
        _floor.Open("MO-1", due: Start.AddDays(20)).Look();
        for (var hour = 1; hour < 20 * 24; hour++)
            _floor.LookIn(1);

        Assert.Equal(
            [
                Bits(ScoreHorizon.Release), Bits(ScoreHorizon.Days14), Bits(ScoreHorizon.HalfLead), Bits(ScoreHorizon.Days7),
                Bits(ScoreHorizon.Days3), Bits(ScoreHorizon.Day1), Bits(ScoreHorizon.Hours8),
            ],
            Kept("MO-1"));
    }

    [Fact]
    public void Marks_that_fall_together_are_one_forecast_that_stands_for_both()
    {
        _floor.Open("MO-1", due: Start.AddDays(6)).Look().Look(Start.AddDays(3));

        Assert.Equal([Bits(ScoreHorizon.Release), Bits(ScoreHorizon.HalfLead, ScoreHorizon.Days3)], Kept("MO-1"));
    }

    [Fact]
    public void A_mark_nobody_forecast_near_is_left_out()
    {
        _floor.Open("MO-1", due: Start.AddDays(20)).Look().Look(Start.AddDays(20 - 2));

        Assert.Equal([Bits(ScoreHorizon.Release)], Kept("MO-1"));
    }

    [Fact]
    public void An_order_that_comes_late_has_only_the_marks_still_before_it()
    {
        _floor.Open("MO-1", due: Start.AddHours(30)).Look();
        for (var hour = 1; hour < 30; hour++)
            _floor.LookIn(1);

        Assert.Equal([Bits(ScoreHorizon.Release), Bits(ScoreHorizon.Day1), Bits(ScoreHorizon.HalfLead), Bits(ScoreHorizon.Hours8)], Kept("MO-1"));
    }

    [Fact]
    public void A_change_of_risk_and_the_start_of_work_are_kept_the_first_time()
    {
        _floor.Open("MO-1", due: Start.AddDays(40)).Look();
        _floor.Look(Start.AddHours(1), _floor.Risk("MO-1")).Look(Start.AddHours(2), _floor.Risk("MO-1"));
        _floor.Change("MO-1", order => order with { Operations = [order.Operations[0] with { StartedAt = Start.AddHours(3), State = OperationState.Running }] });
        _floor.Look(Start.AddHours(3)).Look(Start.AddHours(4));

        Assert.Equal([Bits(ScoreHorizon.Release), Bits(ScoreHorizon.RiskChange), Bits(ScoreHorizon.Start)], Kept("MO-1"));
    }

    [Fact]
    public void A_new_orders_first_risk_is_no_change()
    {
        _floor.Open("MO-1", due: Start.AddDays(40));
        _floor.Look(Start, _floor.Risk("MO-1"));

        Assert.Equal([Bits(ScoreHorizon.Release)], Kept("MO-1"));
    }

    [Fact]
    public void A_due_date_that_moves_away_brings_its_marks_again_only_where_they_were_not_taken()
    {
        _floor.Open("MO-1", due: Start.AddDays(4)).Look().Look(Start.AddDays(1));
        _floor.Change("MO-1", order => order with { Due = Start.AddDays(30) });
        for (var day = 2; day < 30; day++)
            _floor.Look(Start.AddDays(day));

        var horizons = Kept("MO-1").Aggregate(0, (all, bits) => all | bits);
        Assert.Equal(Bits(ScoreHorizon.Release, ScoreHorizon.HalfLead, ScoreHorizon.Days14, ScoreHorizon.Days7, ScoreHorizon.Days3, ScoreHorizon.Day1), (ushort)horizons);
        Assert.Single(Kept("MO-1"), bits => (bits & Bits(ScoreHorizon.Days3)) != 0);
    }

    [Fact]
    public void A_finish_scores_what_was_kept_once()
    {
        _floor.Open("MO-1", due: Start.AddDays(2)).Say("MO-1", 10, 20, 30, 40).Look().Look(Start.AddDays(1));
        Assert.Equal((0, 2), ((int)_floor.Ledger.Scored, _floor.Ledger.Pending));

        _floor.Done("MO-1", Start.AddHours(25)).Look(Start.AddHours(26)).Look(Start.AddHours(27)).Look(Start.AddHours(28));

        Assert.Equal((2, 0), ((int)_floor.Ledger.Scored, _floor.Ledger.Pending));
        Assert.Equal(2, _floor.Card.Methods[0].All.Count);
    }

    [Fact]
    public void A_cancelled_orders_forecasts_are_dropped()
    {
        _floor.Open("MO-1", due: Start.AddDays(2)).Look().Cancel("MO-1").LookIn(1);

        Assert.Equal((0, 0, 1), ((int)_floor.Ledger.Scored, _floor.Ledger.Pending, (int)_floor.Ledger.Dropped));
    }

    [Fact]
    public void A_forecast_made_after_a_finish_that_was_told_late_is_not_scored()
    {
        _floor.Open("MO-1", due: Start.AddDays(2)).Look().Look(Start.AddDays(1));
        _floor.Done("MO-1", at: Start.AddHours(20)).Look(Start.AddHours(30));

        Assert.Equal((1, 1), ((int)_floor.Ledger.Scored, (int)_floor.Ledger.AfterTheFact));
    }

    [Fact]
    public void Orders_that_a_document_takes_out_do_not_disturb_the_others()
    {
        _floor.Open("MO-1", Start.AddDays(9)).Open("MO-2", Start.AddDays(9)).Open("MO-3", Start.AddDays(9)).Look();
        _floor.Remove("MO-1").LookIn(1);
        _floor.Done("MO-3").LookIn(1);

        Assert.Equal((1, 1, 1), ((int)_floor.Ledger.Scored, (int)_floor.Ledger.Dropped, _floor.Ledger.Pending));
    }

    [Fact]
    public void Methods_are_scored_on_the_same_forecasts_by_hand()
    {
        // Made at 0 h: p50 at 20 h, planned 10 h, due 30 h; done at 24 h.
        _floor.Open("MO-1", due: Start.AddHours(30), planned: Start.AddHours(10)).Say("MO-1", 15, 20, 25, 28, late: 0.02).Look();
        _floor.Done("MO-1", Start.AddHours(24)).Look(Start.AddHours(24));

        var card = _floor.Card;
        var (twin, planned, promised) = (card.Methods[0].All, card.Methods[1].All, card.Methods[2].All);
        Assert.Equal(["twin", "plannedDate", "promisedDate"], card.Methods.Select(method => method.Name));
        Assert.Equal((0.0, 1.0, 1.0), (twin.Coverage.P50, twin.Coverage.P80, twin.Coverage.P95));
        Assert.Equal(0.5 * 240, twin.Pinball.P50!.Value, 6);
        Assert.Equal(0.2 * 60, twin.Pinball.P80!.Value, 6);
        Assert.Equal(0.8 * 14 * 60, planned.Pinball.P80!.Value, 6);
        Assert.Equal(0.05 * 6 * 60, promised.Pinball.P95!.Value, 6);
        // 2 (0.30 · 0.1 · 540 + 0.35 · 120 + 0.225 · 12 + 0.125 · 0.05 · 240)
        Assert.Equal(2 * (16.2 + 42 + 2.7 + 1.5), twin.Crps!.Value, 6);
        Assert.Equal(twin.Crps.Value, card.Methods[1].Twin.Crps!.Value, 9);
        Assert.Equal(0.02 * 0.02, card.Late!.Brier, 6);
    }

    [Fact]
    public void The_forecast_before_is_a_baseline_of_the_next_one_only()
    {
        _floor.Open("MO-1", due: Start.AddDays(2)).Say("MO-1", 10, 20, 30, 40).Look();
        _floor.Say("MO-1", 30, 34, 38, 40).Look(Start.AddHours(24)).Done("MO-1", Start.AddHours(34)).Look(Start.AddHours(34));

        var last = _floor.Card.Methods.Single(method => method.Name == "lastForecast");
        Assert.Equal(1, last.All.Count);
        // Its p50 had passed at 24 h: read as "now", ten hours off.
        Assert.Equal(600, last.All.MeanAbsoluteError!.Value, 3);
    }

    [Fact]
    public void The_past_is_a_baseline_once_there_is_enough_of_it_and_only_what_was_longer_counts()
    {
        for (var i = 1; i <= 8; i++)
            _floor.Open($"MO-{i}", due: null).Look(Start).Done($"MO-{i}", Start.AddHours(10 * i)).Look(Start);
        _floor.Now = Start.AddDays(4);
        _floor.Open("MO-9", due: Start.AddDays(4).AddHours(120)).Look().LookIn(60);
        _floor.Done("MO-9", _floor.Now.AddHours(10)).LookIn(10);

        var quantiles = _floor.Card.Methods.Single(method => method.Name == "historicalQuantiles").All;
        var mean = _floor.Card.Methods.Single(method => method.Name == "historicalMean").All;
        // First: 45 h in the mean, 25 h too short. Then, 60 h on: it should be there already, 10 h too short. Its median is 70 or 80 h by then, 15 h left on average.
        Assert.Equal(2, mean.Count);
        Assert.Equal((25 + 10) * 60 / 2, mean.MeanAbsoluteError!.Value, 1);
        Assert.Equal((25 + 5) * 60 / 2, quantiles.MeanAbsoluteError!.Value, 1);
    }

    [Fact]
    public void Residuals_are_logarithms_of_remaining_times()
    {
        _floor.Open("MO-1", due: null).Say("MO-1", 5, 10, 20, 40).Look();
        _floor.Done("MO-1", Start.AddHours(30)).Look(Start.AddHours(30));

        var residual = Assert.Single(_floor.Ledger.Recent(ScoreHorizon.Release));
        Assert.Equal(Math.Log(3), residual.Z, 5);
        Assert.Equal(Math.Log(2), residual.P80, 5);
        Assert.Equal((Start, Start.AddHours(30)), (residual.MadeAt, residual.FinishedAt));
    }

    [Fact]
    public void Months_and_horizons_can_be_asked_for_apart()
    {
        _floor.Open("MO-1", due: Start.AddDays(60)).Look().Look(Start.AddDays(46)).Look(Start.AddDays(53)).Done("MO-1", Start.AddDays(55)).Look(Start.AddDays(55));

        Assert.Equal(["2026-03", "2026-04"], _floor.Card.Methods[0].Months.Select(month => month.Month));
        Assert.Equal(1, _floor.CardOf(new ScorecardQuery(To: ScoredMonth.Parse("2026-03"))).Scored);
        Assert.Equal(2, _floor.CardOf(new ScorecardQuery(From: ScoredMonth.Parse("2026-04"))).Scored);
        var week = _floor.CardOf(new ScorecardQuery(Horizon: ScoreHorizon.Days7));
        Assert.Equal((1, ScoreHorizon.Days7), (week.Scored, Assert.Single(week.Methods[0].Horizons).Horizon));
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        for (var i = 0; i < 3_000; i++)
        {
            _floor.Open($"MO-{i}", due: _floor.Now.AddHours(3), product: $"P-{i}").Look().Done($"MO-{i}", _floor.Now.AddHours(1)).LookIn(8).Remove($"MO-{i}");
        }

        var (saved, orders) = _floor.Ledger.Save();
        Assert.Empty(orders);
        Assert.Equal(3_000, saved.Scored);
        Assert.Equal(Limits.FinishedOrders, saved.Finished.Count);
        Assert.Equal(Limits.LeadTimeProducts, saved.Products.Count);
        Assert.Equal(Limits.ScoredMonths, saved.Months.Count);
        Assert.All(saved.Residuals, kept => Assert.InRange(kept.Length, 0, Limits.ScoredResiduals));
    }

    [Fact]
    public void A_kept_forecast_is_small() => Assert.Equal(2 * 68, ForecastSample.Pack(new ForecastSample[2]).Length);

    [Fact]
    public void A_forecast_in_which_nothing_is_due_costs_next_to_no_memory()
    {
        for (var i = 0; i < 10_000; i++)
            _floor.Open($"MO-{i}", due: Start.AddDays(90));
        _floor.Look();
        var forecast = _floor.Picture().Forecast;
        _floor.Ledger.Observe(forecast, [], new());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            _floor.Ledger.Observe(forecast, [], new());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }
}
