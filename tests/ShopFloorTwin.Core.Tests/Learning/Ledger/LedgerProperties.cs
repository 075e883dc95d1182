using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using System.Text.Json;
using static ShopFloorTwin.Core.Tests.Learning.Ledger.LedgerFloor;

namespace ShopFloorTwin.Core.Tests.Learning.Ledger;

/// <summary>Random lives of orders, forecast at random moments.</summary>
public sealed class LedgerProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    private enum Kind { Look, Open, Done, Cancel, Risk, Move }

    private sealed record Step(Kind Kind, int Order, int Hours);

    private static readonly Gen<Step[]> Lives =
        (from kind in Gen.Elements(Kind.Look, Kind.Look, Kind.Look, Kind.Open, Kind.Open, Kind.Done, Kind.Cancel, Kind.Risk, Kind.Move)
         from order in Gen.Choose(0, 7)
         from hours in Gen.Choose(0, 60)
         select new Step(kind, order, hours)).ArrayOf(80);

    private static void Take(LedgerFloor floor, Step step, HashSet<int> open, int number)
    {
        var id = $"MO-{step.Order}";
        switch (step.Kind)
        {
            case Kind.Open when open.Add(step.Order):
                floor.Remove(id).Open(id, floor.Now.AddHours(10 * step.Hours), floor.Now.AddHours(5 * step.Hours));
                break;
            case Kind.Done when open.Remove(step.Order):
                floor.Done(id, floor.Now.AddHours(-step.Hours % 9));
                break;
            case Kind.Cancel when step.Hours < 20 && open.Remove(step.Order):
                floor.Cancel(id);
                break;
            case Kind.Move when open.Contains(step.Order):
                floor.Change(id, order => order with { Due = floor.Now.AddHours(6 * step.Hours) });
                break;
            case Kind.Risk:
                floor.Look(null, floor.Risk(id));
                break;
            default:
                floor.Say(id, step.Hours, step.Hours + 1 + number % 7, step.Hours + 10, step.Hours + 20, step.Hours / 60.0).LookIn(step.Hours / 4.0);
                break;
        }
    }

    private static string Written(LedgerFloor floor)
    {
        var (ledger, orders) = floor.Ledger.Save();
        return JsonSerializer.Serialize(ledger, LedgerJson.Default.SavedLedger)
            + JsonSerializer.Serialize([.. orders.OrderBy(order => order.Id, StringComparer.Ordinal)], LedgerJson.Default.SavedOrderArray);
    }

    [Fact]
    public void Every_forecast_kept_is_scored_dropped_or_waits_and_none_twice() => Prop.ForAll(Lives.ToArbitrary(), lives =>
    {
        var floor = new LedgerFloor();
        var open = new HashSet<int>();
        var (kept, before) = (0L, 0L);
        for (var i = 0; i < lives.Length; i++)
        {
            Take(floor, lives[i], open, i);
            var ledger = floor.Ledger;
            var all = ledger.Scored + ledger.Dropped + ledger.AfterTheFact + ledger.Pending;
            // What has been kept never becomes less, and what ended never comes back.
            Assert.True(all >= kept, $"step {i}");
            Assert.True(ledger.Scored + ledger.Dropped + ledger.AfterTheFact >= before, $"step {i}");
            (kept, before) = (all, ledger.Scored + ledger.Dropped + ledger.AfterTheFact);
            Assert.All(ledger.Save().Orders, order => Assert.InRange(ForecastSample.Unpack(order.Samples).Length, 0, ScoreHorizons.Count));
        }
        foreach (var order in open)
            floor.Done($"MO-{order}");
        floor.LookIn(1);
        Assert.Equal(0, floor.Ledger.Pending);
        Assert.Equal(floor.Ledger.Scored, floor.Card.Scored);
    }).Check(Thorough);

    [Fact]
    public void A_ledger_kept_and_read_back_at_any_moment_goes_on_as_if_nothing_had_been() =>
        Prop.ForAll(Lives.ToArbitrary(), Gen.Choose(0, 79).ToArbitrary(), (lives, stop) =>
        {
            var (whole, broken) = (new LedgerFloor(), new LedgerFloor());
            var (wholeOpen, brokenOpen) = (new HashSet<int>(), new HashSet<int>());
            for (var i = 0; i < lives.Length; i++)
            {
                Take(whole, lives[i], wholeOpen, i);
                Take(broken, lives[i], brokenOpen, i);
                if (i == stop)
                    broken.Ledger = broken.Kept();
            }
            Assert.Equal(Written(whole), Written(broken));
        }).Check(Thorough);

    [Fact]
    public void After_a_kill_what_finishes_behind_the_snapshot_is_scored_once_against_the_snapshots_forecasts()
    {
        var floor = new LedgerFloor();
        floor.Open("MO-1", Start.AddDays(10)).Open("MO-2", Start.AddDays(10)).Look();
        var kept = floor.Kept();
        floor.Look(Start.AddDays(5)).LookIn(1).Done("MO-1").LookIn(1);
        Assert.Equal(2, floor.Ledger.Scored);

        // The process is gone: the twins are folded anew, the ledger is as it was kept.
        floor.Ledger = kept;
        floor.LookIn(1).LookIn(1);

        Assert.Equal(1, floor.Ledger.Scored);
        floor.Done("MO-2").LookIn(1);
        Assert.Equal(floor.Ledger.Scored, floor.Card.Scored);
        Assert.Equal(0, floor.Ledger.Pending);
    }

    [Fact]
    public void A_snapshot_without_newer_members_is_read()
    {
        var saved = JsonSerializer.Deserialize("""{"form":1,"scored":7}""", LedgerJson.Default.SavedLedger)!;

        var ledger = ForecastLedger.Load(saved, []);

        Assert.Equal(7, ledger.Scored);
        Assert.Empty(ledger.Recent(ScoreHorizon.Release));
    }
}
