using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Intake.Simulation;
using ShopFloorTwin.Intake.Smt2020;
using ShopFloorTwin.Intake.Truth;

namespace ShopFloorTwin.Intake.Tests.Smt2020;

public sealed class Smt2020Tests
{
    private static readonly Dictionary<string, string> Fab = new(StringComparer.Ordinal)
    {
        ["tool.txt.1l"] = "STNFAM\tSTNGRP\tSTNQTY\tLTIME\tLTUNITS\tULTIME\tULTUNITS\nFurnace\tDiffusion\t2\t1\tmin\t1\tmin\nEtch_1\tEtch\t3\t\t\t\t\n",
        ["part.txt"] = "PART\tROUTEFILE\npart_1\troute_1.txt\n",
        ["route_1.txt"] = "STEP\tDESC\tSTNFAM\tPDIST\tPTIME\tPTIME2\tPTUNITS\tPTPER\tBATCHMN\tBATCHMX\tPartInterval\tPartIntUnits\tRWKSTEP\tREWORK\tStepPercent\n"
            + "1\tgrow\tFurnace\tuniform\t2\t0.1\thr\tper_batch\t50\t100\t\t\t\t\t\n"
            + "2\tetch\tETCH_1\tuniform\t3\t0.3\tmin\tper_piece\t\t\t2\tmin\t\t\t\n"
            + "3\tlook\tEtch_1\tuniform\t30\t1\tmin\tper_lot\t\t\t\t\t2\t50\t40\n",
        ["order.txt"] = "LOT\tPART\tPRIOR\tPIECES\tSTART\tREPEAT\tRUNITS\tDUE\nLot_1\tpart_1\t10\t25\t01/01/18 00:00:00\t240\tmin\t01/02/18 00:00:00\n",
        ["WIP.txt"] = "LOT\tPART\tPRIOR\tPIECES\tSTART\tCURSTEP\tDUE\nW1\tpart_1\t20\t25\t01/01/18 00:00:00\t2\t01/01/18 12:00:00\n",
        ["attach.txt"] = "CALNAME\tCALTYPE\tRESTYPE\tRESNAME\nBREAK\tdown\tstngrp\tEtch\nPM\tpm\tstnfam\tFurnace\n",
        ["downcal.txt"] = "DOWNCALNAME\tMTTF\tMTTFUNITS\tMTTR\tMTTRUNITS\nBREAK\t2000\tmin\t1\thr\n",
        ["pmcal.txt"] = "PMCALNAME\tMTBPM\tMTBPMUNITS\tMTTR\tMTTR2\tMTTRUNITS\nPM\t3\tday\t2\t0.5\thr\n",
        ["fromto.txt"] = "DTIME\tDTIME2\tDUNITS\n7.5\t2.5\tmin\n",
    };

    private static readonly Smt2020Options Short = new() { Days = 4, SettleDays = 4, DueShare = 1 };

    private static SimulatedSite Read(Action<Dictionary<string, string>>? change = null)
    {
        var files = new Dictionary<string, string>(Fab, StringComparer.Ordinal);
        change?.Invoke(files);
        return Smt2020Site.Read(name => files.TryGetValue(name, out var text) ? new StringReader(text) : null, Short);
    }

    private static string FaultOf(Action<Dictionary<string, string>> change) => Assert.Throws<Smt2020Fault>(() => Read(change)).Message;

    [Fact]
    public void A_tool_family_is_a_work_center_and_a_batch_tool_has_a_unit_for_each_lot_of_its_batch()
    {
        var centers = Read().Plant.WorkCenters.ToDictionary(center => center.Id, center => center.Capacity, StringComparer.Ordinal);

        // Two furnaces of 100 pieces, lots of 25; three etchers.
        Assert.Equal(8, centers["Furnace"]);
        Assert.Equal(3, centers["Etch_1"]);
    }

    [Fact]
    public void A_step_takes_its_time_by_lot_piece_or_batch_with_loading()
    {
        var routing = Assert.Single(Read().Plant.Products).Routing;

        double Minutes(RoutingStepSpec step) => step.SetupMinutes + 25 * step.MinutesPerUnit;
        Assert.Equal(122, Minutes(routing[0]), 3);
        // The first piece 3 minutes, each of the others 2 more.
        Assert.Equal(51, Minutes(routing[1]), 3);
        Assert.Equal(30, Minutes(routing[2]), 3);
    }

    [Fact]
    public void A_lot_in_work_is_an_order_with_the_steps_it_has_left()
    {
        var order = Assert.Single(Read().Plant.Orders);

        Assert.Equal("2", order.Operations![0].Operation);
        Assert.Equal(1, order.Priority);
        Assert.Equal(25, order.Quantity);
    }

    [Fact]
    public void Every_release_stands_in_the_calendar_with_its_date()
    {
        var later = Read().Later;

        Assert.InRange(later.Count, 47, 49);
        Assert.All(later, one => Assert.Equal(TimeSpan.FromDays(1), one.Order.Due - one.Order.PlannedStart));
    }

    [Fact]
    public void The_document_and_all_events_of_the_fab_are_taken_and_its_lots_are_done()
    {
        var site = Read();
        Assert.NotNull(PlantReader.Read(PlantWriter.Write(site.Plant)).Document);

        var report = TruthBacktest.OfEvents(site.Plant, FloorSimulation.Stream(site), new WalkOptions { Every = TimeSpan.FromHours(2), Until = site.Start.AddDays(4) });

        Assert.True(report.Methods[0].All.Count >= 20);
        Assert.Equal(0, report.Censored);
    }

    [Fact]
    public void A_lot_that_is_reworked_goes_through_the_steps_again()
    {
        var starts = FloorSimulation.Stream(Read())
            .Select(one => one.Data).OfType<OperationReportData>()
            .Where(report => report is { Report: OperationReport.Started, Operation: "2" })
            .GroupBy(report => report.Entity)
            .Select(lot => lot.Count())
            .ToList();

        Assert.Contains(starts, count => count > 1);
        Assert.Contains(1, starts);
    }

    [Fact]
    public void What_cannot_be_read_is_named_with_file_and_line()
    {
        Assert.Equal("route_1.txt is missing", FaultOf(files => files.Remove("route_1.txt")));
        Assert.Equal("part.txt, line 1: there is no column ROUTEFILE", FaultOf(files => files["part.txt"] = "PART\npart_1\n"));
        Assert.Equal("order.txt, line 2: REPEAT is 'often', not a number of 0 or more", FaultOf(files => files["order.txt"] = files["order.txt"].Replace("240", "often", StringComparison.Ordinal)));
        Assert.Equal("route_1.txt, line 3: there is no tool family Laser in tool.txt.1l", FaultOf(files => files["route_1.txt"] = files["route_1.txt"].Replace("ETCH_1", "Laser", StringComparison.Ordinal)));
        Assert.Equal("WIP.txt, line 2: CURSTEP 9 is not a step of part_1", FaultOf(files => files["WIP.txt"] = files["WIP.txt"].Replace("\t2\t01/01", "\t9\t01/01", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_real_fab_has_the_load_its_authors_gave_it()
    {
        var folder = Path.GetDirectoryName(Repository.SharedData("smt2020-lvhm/order.txt"))!;
        var site = Smt2020Site.Read(name => new StreamReader(Path.Combine(folder, name)), new Smt2020Options { Days = 7, SettleDays = 0 });

        var capacity = site.Plant.WorkCenters.ToDictionary(center => center.Id, center => center.Capacity, StringComparer.Ordinal);
        var routing = site.Plant.Products.ToDictionary(product => product.Id, product => product.Routing.ToDictionary(step => step.Operation), StringComparer.Ordinal);
        var work = site.Later
            .SelectMany(later => later.Order.Operations!.Select(operation => routing[later.Order.Product][operation.Operation]))
            .GroupBy(step => step.WorkCenter)
            .Select(center => center.Sum(step => step.SetupMinutes + 25 * step.MinutesPerUnit) / (7 * 1440 * capacity[center.Key]));

        Assert.Equal(106, capacity.Count);
        Assert.Equal(2156, site.Plant.Orders.Count);
        Assert.InRange(work.Max(), 0.75, 1);
    }
}
