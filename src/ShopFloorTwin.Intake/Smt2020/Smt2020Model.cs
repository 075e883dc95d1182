namespace ShopFloorTwin.Intake.Smt2020;

/// <summary>The tables of an SMT2020 model as they are used here (Kopp, Hassoun, Kalir, Mönch 2020).</summary>
internal sealed record Smt2020Model
{
    /// <summary>By part: its steps.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Smt2020Step>> Routes { get; init; }
    public required IReadOnlyDictionary<string, Smt2020Tool> Tools { get; init; }
    public required IReadOnlyList<Smt2020Release> Releases { get; init; }
    public required IReadOnlyList<Smt2020Lot> Wip { get; init; }
    public required IReadOnlyList<Smt2020Outage> Outages { get; init; }

    /// <summary>Minutes from tool to tool: middle and half the width.</summary>
    public required (double Middle, double HalfWidth) Transport { get; init; }

    /// <param name="open">Opens a file of the model by its name; null: there is none.</param>
    /// <exception cref="Smt2020Fault">A file is missing or cannot be read.</exception>
    public static Smt2020Model Read(Func<string, TextReader?> open)
    {
        var tools = File("tool.txt.1l", "STNFAM", "STNQTY", "STNGRP").Rows("STNFAM")
            .Select(row => new Smt2020Tool(row.Text("STNFAM"), row.Text("STNGRP"), Math.Max(1, (int)row.Number("STNQTY")), row.Minutes("LTIME", "LTUNITS") + row.Minutes("ULTIME", "ULTUNITS")))
            .DistinctBy(tool => tool.Family, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(tool => tool.Family, StringComparer.OrdinalIgnoreCase);
        var routes = new Dictionary<string, IReadOnlyList<Smt2020Step>>(StringComparer.Ordinal);
        foreach (var part in File("part.txt", "PART", "ROUTEFILE").Rows("PART"))
            routes[part.Text("PART")] = [.. File(part.Text("ROUTEFILE"), "STEP", "STNFAM", "PTIME", "PTPER").Rows("STEP").Select(row => Step(row, tools))];
        var transport = File("fromto.txt", "DTIME").Rows("DTIME").Select(row => (row.Minutes("DTIME", "DUNITS"), row.Minutes("DTIME2", "DUNITS"))).FirstOrDefault();
        return new Smt2020Model
        {
            Routes = routes,
            Tools = tools,
            Releases = [.. File("order.txt", "LOT", "PART", "REPEAT", "DUE").Rows("LOT").Select(row => Release(row, routes))],
            Wip = [.. File("WIP.txt", "LOT", "PART", "CURSTEP", "DUE").Rows("LOT").Select(row => Lot(row, routes))],
            Outages = [.. OutagesOf(File("attach.txt", "CALNAME", "RESTYPE", "RESNAME"), File("downcal.txt", "DOWNCALNAME", "MTTF", "MTTR"), File("pmcal.txt", "PMCALNAME", "MTBPM", "MTTR"))],
            Transport = transport,
        };

        TabFile File(string name, params ReadOnlySpan<string> columns)
        {
            using var reader = open(name) ?? throw new Smt2020Fault($"{name} is missing");
            return TabFile.Read(name, reader, columns);
        }
    }

    private static Smt2020Step Step(TabFile.Row row, IReadOnlyDictionary<string, Smt2020Tool> tools)
    {
        if (!tools.TryGetValue(row.Text("STNFAM"), out var tool))
            throw row.Fault($"there is no tool family {row.Text("STNFAM")} in tool.txt.1l");
        var per = row.Text("PTPER");
        if (per is not ("per_lot" or "per_piece" or "per_batch"))
            throw row.Fault($"PTPER is '{per}'; known are per_lot, per_piece, per_batch");
        var (minutes, half) = (row.Minutes("PTIME", "PTUNITS"), row.Minutes("PTIME2", "PTUNITS"));
        var interval = row.Text("PartInterval").Length > 0 ? row.Minutes("PartInterval", "PartIntUnits") : minutes;
        var isPiece = per == "per_piece";
        return new Smt2020Step(
            row.Text("STEP"), row.Text("DESC"), tool,
            tool.HandlingMinutes + (isPiece ? minutes - interval : minutes), isPiece ? interval : 0,
            minutes > 0 ? Math.Min(1, half / minutes) : 0,
            per == "per_batch" ? (int)row.Number("BATCHMX") : 0,
            row.Text("StepPercent").Length > 0 ? row.Number("StepPercent") / 100 : 1,
            row.Text("RWKSTEP"), row.Number("REWORK") / 100);
    }

    private static Smt2020Release Release(TabFile.Row row, Dictionary<string, IReadOnlyList<Smt2020Step>> routes) => new(
        row.Text("LOT"), Part(row, routes), Priority(row), Math.Max(1, (int)row.Number("PIECES")), row.Time("START"), row.Minutes("REPEAT", "RUNITS"), row.Time("DUE") - row.Time("START"));

    private static Smt2020Lot Lot(TabFile.Row row, Dictionary<string, IReadOnlyList<Smt2020Step>> routes)
    {
        var part = Part(row, routes);
        var step = row.Text("CURSTEP");
        if (!routes[part].Any(one => one.Step == step))
            throw row.Fault($"CURSTEP {step} is not a step of {part}");
        return new Smt2020Lot(row.Text("LOT"), part, Priority(row), Math.Max(1, (int)row.Number("PIECES")), row.Time("START"), step, row.Time("DUE"));
    }

    private static string Part(TabFile.Row row, Dictionary<string, IReadOnlyList<Smt2020Step>> routes) =>
        routes.ContainsKey(row.Text("PART")) ? row.Text("PART") : throw row.Fault($"there is no part {row.Text("PART")} in part.txt");

    // 10 is usual, 20 hot, 30 superhot.
    private static int Priority(TabFile.Row row) => Math.Clamp((int)row.Number("PRIOR") / 10 - 1, 0, 9);

    private static IEnumerable<Smt2020Outage> OutagesOf(TabFile attach, TabFile downs, TabFile pms)
    {
        var calendars = downs.Rows("DOWNCALNAME").Select(row => (Name: row.Text("DOWNCALNAME"), Row: row, IsDown: true))
            .Concat(pms.Rows("PMCALNAME").Select(row => (Name: row.Text("PMCALNAME"), Row: row, IsDown: false)))
            .ToDictionary(one => one.Name, StringComparer.Ordinal);
        foreach (var row in attach.Rows("CALNAME"))
        {
            if (!calendars.TryGetValue(row.Text("CALNAME"), out var calendar))
                throw row.Fault($"there is no calendar {row.Text("CALNAME")} in downcal.txt or pmcal.txt");
            var said = calendar.Row;
            var isByPieces = !calendar.IsDown && said.Text("MTBPMUNITS") == "pieces";
            yield return new Smt2020Outage(
                calendar.Name, row.Text("RESTYPE") == "stngrp", row.Text("RESNAME"), calendar.IsDown, isByPieces,
                calendar.IsDown ? said.Minutes("MTTF", "MTTFUNITS") : isByPieces ? said.Number("MTBPM") : said.Minutes("MTBPM", "MTBPMUNITS"),
                said.Minutes("MTTR", "MTTRUNITS"), said.Minutes("MTTR2", "MTTRUNITS"));
        }
    }
}

/// <param name="HandlingMinutes">To load and unload.</param>
internal sealed record Smt2020Tool(string Family, string Group, int Quantity, double HandlingMinutes);

/// <param name="FixedMinutes">Of a lot, whatever its pieces.</param>
/// <param name="HalfWidth">Of the uniform distribution, as a share of its middle.</param>
/// <param name="BatchPieces">Most pieces of a batch; 0: no batches.</param>
/// <param name="Share">Of the lots that take the step.</param>
internal sealed record Smt2020Step(
    string Step, string Name, Smt2020Tool Tool, double FixedMinutes, double MinutesPerPiece, double HalfWidth, int BatchPieces, double Share, string ReworkStep, double Rework);

internal sealed record Smt2020Release(string Lot, string Part, int Priority, int Pieces, DateTimeOffset Start, double EveryMinutes, TimeSpan DueAfter);

internal sealed record Smt2020Lot(string Lot, string Part, int Priority, int Pieces, DateTimeOffset Start, string Step, DateTimeOffset Due);

/// <param name="IsOfGroup">The resource is a group of tool families.</param>
/// <param name="IsDown">A breakdown; else maintenance.</param>
/// <param name="IsByPieces"><paramref name="Between"/> is in pieces, not minutes.</param>
internal sealed record Smt2020Outage(string Name, bool IsOfGroup, string Resource, bool IsDown, bool IsByPieces, double Between, double LastsMinutes, double LastsHalfWidth);
