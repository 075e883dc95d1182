using System.Globalization;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Intake.EventLogs;

namespace ShopFloorTwin.Intake.Tests;

public sealed class EventLogImporterTests
{
    private const string Header = "case_id,activity,resource,start_timestamp,timestamp\n";

    /// <summary>A finished case and, 12 days later, two that the log cuts off.</summary>
    private const string Log = Header + """
        C1,Turning,A,2012/01/02 06:00:00,2012/01/02 08:00:00
        C1,Turning,B,2012/01/02 07:00:00,2012/01/02 09:00:00
        C1,Turning,A,2012/01/02 09:00:00,2012/01/02 09:00:00
        C1,Turning,A,2012/01/02 10:00:00,2012/01/02 11:00:00
        C1,Packing,A,2012/01/02 11:00:00,2012/01/02 11:30:00
        C2,Turning,A,2012/01/14 06:00:00,2012/01/14 16:00:00
        C3,Turning,B,2012/01/14 07:00:00,2012/01/14 08:00:00
        C3,Round  Q.C.,B,2012/01/14 08:00:00,2012/01/14 08:30:00
        """;

    private static EventLogImport Import(string log, EventLogOptions? options = null) =>
        EventLogImporter.Import(new StringReader(log), "shop", options ?? new EventLogOptions());

    private static List<CloudEvent> Events(EventLogImport import) => [.. import.Events.Select(body => EventReader.Read(body).Event!)];

    /// <summary>The reports on one order as <c>10 Started 06:00</c>.</summary>
    private static string[] Reports(EventLogImport import, string order) =>
    [
        .. Events(import).Where(happening => happening.Data.Entity == order).Select(happening => happening.Data switch
        {
            OperationReportData report => $"{report.Operation} {report.Report} {happening.Time.ToString("HH:mm", CultureInfo.InvariantCulture)}",
            OrderReleasedData => $"released {happening.Time.ToString("HH:mm", CultureInfo.InvariantCulture)}",
            _ => $"done {happening.Time.ToString("HH:mm", CultureInfo.InvariantCulture)}",
        }),
    ];

    [Fact]
    public void Pieces_that_overlap_or_touch_are_one_stretch_of_work() =>
        Assert.Equal(
            ["released 06:00", "10 Started 06:00", "10 Paused 09:00", "10 Resumed 10:00", "10 Completed 11:00", "20 Started 11:00", "20 Completed 11:30", "done 11:30"],
            Reports(Import(Log), "C1"));

    [Fact]
    public void A_case_the_log_cuts_off_stays_open_with_its_last_work_paused()
    {
        var import = Import(Log);

        Assert.Equal(["released 06:00", "10 Started 06:00", "10 Paused 16:00"], Reports(import, "C2"));
        Assert.Equal(["released 07:00", "10 Started 07:00", "10 Completed 08:00", "20 Started 08:00", "20 Paused 08:30"], Reports(import, "C3"));
        Assert.Equal([true, false, false], import.Cases.Select(worked => worked.Finished is not null));
    }

    [Fact]
    public void A_case_not_heard_of_for_a_month_is_finished() =>
        Assert.Equal("done 08:30", Reports(Import(Log + "\nC4,Turning,A,2012/03/01 06:00:00,2012/03/01 07:00:00"), "C3")[^1]);

    [Fact]
    public void A_work_center_has_as_many_units_as_cases_were_worked_on_at_once()
    {
        var workCenters = Import(Log).Plant.WorkCenters;

        Assert.Equal([("TURNING", "Turning", 2), ("PACKING", "Packing", 1), ("ROUND-Q-C", "Round  Q.C.", 1)], workCenters.Select(workCenter => (workCenter.Id, workCenter.Name!, workCenter.Capacity)));
        Assert.All(workCenters, workCenter => Assert.Null(workCenter.Calendar));
    }

    [Fact]
    public void Each_distinct_routing_is_a_product()
    {
        var import = Import(Log);

        Assert.Equal(["ROUTING-001", "ROUTING-002", "ROUTING-003"], import.Plant.Products.Select(product => product.Id));
        Assert.Equal(["TURNING", "PACKING"], import.Plant.Products[0].Routing.Select(step => step.WorkCenter));
        Assert.Equal("ROUTING-001", Events(import).Select(happening => happening.Data).OfType<OrderReleasedData>().First().Order.Product);
    }

    [Fact]
    public void Planned_minutes_come_from_before_the_split_only()
    {
        var routing = Import(Log).Plant.Products[^1].Routing;

        // C1 alone was finished before the middle: 240 minutes of turning; of quality control nothing was known, so the median of 240 and 30.
        Assert.Equal([240, 135], routing.Select(step => step.MinutesPerUnit));
    }

    [Fact]
    public void Without_a_finished_case_the_work_before_the_split_counts_up_to_the_split()
    {
        var split = new DateTimeOffset(2012, 1, 2, 8, 0, 0, TimeSpan.Zero);

        Assert.Equal([120, 120], Import(Log, new EventLogOptions { SplitAt = split }).Plant.Products[0].Routing.Select(step => step.MinutesPerUnit));
    }

    [Fact]
    public void An_order_is_promised_for_its_release_and_the_lead_time_known_at_the_split() =>
        Assert.Equal(
            new DateTimeOffset(2012, 1, 14, 11, 30, 0, TimeSpan.Zero),
            Events(Import(Log)).Select(happening => happening.Data).OfType<OrderReleasedData>().Single(released => released.Entity == "C2").Order.Due);

    [Fact]
    public void Local_times_are_read_in_the_zone_given()
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var import = Import(Header + "C1,Packing,A,2012/03/25 01:30:00,2012/03/25 03:30:00", new EventLogOptions { TimeZone = paris });

        Assert.Equal("Europe/Paris", import.Plant.TimeZone);
        Assert.Equal(["released 00:30", "10 Started 00:30", "10 Completed 01:30", "done 01:30"], Reports(import, "C1"));
    }

    [Fact]
    public void Other_columns_and_times_with_offset_are_read_too()
    {
        var options = new EventLogOptions { Case = "order", Activity = "step", Start = "from", End = "to" };
        var import = Import("to,from,step,order\n2012-01-02T08:00:00+01:00,2012-01-02T06:00:00Z,Packing,C1", options);

        Assert.Equal(["released 06:00", "10 Started 06:00", "10 Completed 07:00", "done 07:00"], Reports(import, "C1"));
    }

    [Fact]
    public void The_same_line_gives_the_same_event_id_in_a_longer_log()
    {
        var before = Events(Import(Log)).Where(happening => happening.Data.Entity == "C1").Select(happening => happening.Id);
        var after = Events(Import(Log.Replace(Header, Header + "C0,Turning,A,2012/01/01 06:00:00,2012/01/01 07:00:00\n", StringComparison.Ordinal)))
            .Where(happening => happening.Data.Entity == "C1").Select(happening => happening.Id);

        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData("", "the log is empty")]
    [InlineData("a,b\n1,2", "the log has no column 'case_id'; it has a, b")]
    [InlineData(Header, "the log has no lines")]
    [InlineData(Header + "C1,Turning,A,yesterday,2012/01/02 08:00:00", "line 2: start_timestamp is no time: 'yesterday'; write it as 2012-01-30T06:24:00Z, or 2012/01/30 06:24:00 in the log's time zone")]
    [InlineData(Header + "C1,Turning,A,2012/01/02 07:00:00,9999/12/31 00:00:00", "line 2: timestamp must lie between the years 1970 and 2100, not '9999/12/31 00:00:00'")]
    [InlineData(Header + "C1,Turning,A,2012/01/02 08:00:00,2012/01/02 07:00:00", "line 2: timestamp is before start_timestamp")]
    [InlineData(Header + "\n,Turning,A,2012/01/02 08:00:00,2012/01/02 09:00:00", "line 3: case_id must have 1 to 100 characters")]
    public void What_is_wrong_in_the_log_is_named_with_its_line(string log, string message) =>
        Assert.Equal(message, Assert.Throws<EventLogFault>(() => Import(log)).Message);

    [Theory]
    [InlineData(Header + "C1,Turning,A,2012/01/02 08:00:00")]
    [InlineData(Header + "C1,\"Turning,A,2012/01/02 08:00:00,2012/01/02 09:00:00")]
    public void A_broken_line_is_a_fault_of_the_log(string log) =>
        Assert.StartsWith("the log is not well-formed CSV", Assert.Throws<EventLogFault>(() => Import(log)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_machine_shop_log_becomes_a_sound_plant_and_events_in_order()
    {
        using var csv = File.OpenText(Repository.SharedData("production-log.csv"));
        var import = EventLogImporter.Import(csv, "machine-shop", new EventLogOptions());

        Assert.Equal((135, 21, 0), (import.Cases.Count, import.Plant.WorkCenters.Count, import.Plant.Orders.Count));
        Assert.Empty(PlantValidator.Validate(import.Plant));
        var bodies = import.Events.ToList();
        var readings = bodies.Select(body => EventReader.Read(body)).ToList();
        Assert.All(readings, reading => Assert.Null(reading.Refusal));
        Assert.Equal(import.EventCount, readings.Select(reading => reading.EventId).Distinct().Count());
        Assert.Equal(readings.Select(reading => reading.Event!.Time).Order(), readings.Select(reading => reading.Event!.Time));
        Assert.Equal(135, readings.Count(reading => reading.Event!.Data is OrderReleasedData));
        Assert.Equal(import.Cases.Count(worked => worked.Finished is not null), readings.Count(reading => reading.Event!.Data is OrderDoneData));
        Assert.All(Histories(readings), history => Assert.Matches("^Started(,Paused,Resumed)*,(Paused|Completed)$", history));
    }

    /// <summary>The reports of each operation of each order, in order.</summary>
    private static IEnumerable<string> Histories(IEnumerable<EventReading> readings) =>
        readings.Select(reading => reading.Event!.Data).OfType<OperationReportData>()
            .GroupBy(report => (report.Entity, report.Operation), (_, reports) => string.Join(',', reports.Select(report => report.Report)));
}
