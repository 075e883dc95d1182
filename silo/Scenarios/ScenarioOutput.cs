using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Engine.Scenarios;
using ShopFloorTwin.Silo.Commands;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Scenarios;

/// <summary>Kept scenarios as tables, JSON or CSV.</summary>
internal static class ScenarioOutput
{
    private const int OrdersShown = 20;

    private sealed record Listed(
        string Id, string Name, string Owner, string? Note, JsonElement Edits, long BasePosition, ScenarioEffect Effect,
        DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? CommittedAt, IReadOnlyList<string> Decisions);

    private sealed record Shown(Listed Scenario, WhatIfAnswer? Answer, ScenarioDifference Difference, long Position, DateTimeOffset AsOf);

    private sealed record Compared(IReadOnlyList<Shown> Scenarios, IReadOnlyList<ComparedOrder> Orders);

    public static void List(Terminal terminal, IReadOnlyList<StoredScenario> stored, OutputForm form)
    {
        var items = stored.Select(Of).ToList();
        if (form == OutputForm.Json)
        {
            terminal.WriteJson(items, CommandJson.Options);
            return;
        }
        if (form == OutputForm.Csv)
        {
            terminal.Output.Write(CsvText.Row("id", "name", "owner", "note", "edits", "basePosition", "lateOrders", "tardinessMinutes", "madeAt", "expiresAt", "committedAt"));
            foreach (var one in items)
            {
                terminal.Output.Write(CsvText.Row(one.Id, one.Name, one.Owner, one.Note, one.Edits.GetArrayLength(), one.BasePosition, one.Effect.LateOrders, one.Effect.TardinessMinutes, one.MadeAt,
                    one.ExpiresAt, one.CommittedAt));
            }
            return;
        }
        var table = new Table().AddColumns("id", "name", "owner", "edits", "late orders", "lateness", "kept", "expires", "committed");
        foreach (var one in items)
        {
            table.AddRow(one.Id, Markup.Escape(one.Name), Markup.Escape(one.Owner), one.Edits.GetArrayLength().ToString(CultureInfo.InvariantCulture), CellText.Signed(one.Effect.LateOrders), CellText.Hours(one.Effect.TardinessMinutes),
                CellText.Time(one.MadeAt), CellText.Time(one.ExpiresAt), CellText.Time(one.CommittedAt));
        }
        terminal.Write(table);
        terminal.Output.WriteLine($"{items.Count} scenarios.");
    }

    public static void Show(Terminal terminal, KeptScenario kept, OutputForm form)
    {
        if (form == OutputForm.Json)
            terminal.WriteJson(Of(kept), CommandJson.Options);
        else if (form == OutputForm.Csv)
            Orders(terminal, [kept]);
        else
        {
            terminal.Output.WriteLine($"{kept.Stored.Id}: {kept.Stored.Name}");
            if (kept.Reading.Answer is { } answer)
            {
                var difference = answer.Difference;
                terminal.Output.WriteLine(
                    $"Late orders {CellText.Signed(difference.ExpectedLateOrders.Value)} (95 %: {CellText.Signed(difference.ExpectedLateOrders.Low)} to {CellText.Signed(difference.ExpectedLateOrders.High)}), "
                    + $"lateness {CellText.Hours(difference.ExpectedTardinessMinutes.Value)} (95 %: {CellText.Hours(difference.ExpectedTardinessMinutes.Low)} to {CellText.Hours(difference.ExpectedTardinessMinutes.High)}), as of {CellText.Time(kept.AsOf)} UTC.");
                Table(terminal, [kept]);
            }
            terminal.Output.WriteLine(kept.Difference.Text ?? $"It holds: nothing that matters has changed since position {kept.Stored.Position}.");
        }
    }

    public static void Compare(Terminal terminal, IReadOnlyList<KeptScenario> kept, OutputForm form)
    {
        if (form == OutputForm.Json)
        {
            terminal.WriteJson(new Compared([.. kept.Select(Of)], Comparison.Orders([.. kept.Select(one => one.Reading.Answer)])), CommandJson.Options);
            return;
        }
        if (form == OutputForm.Csv)
        {
            Orders(terminal, kept);
            return;
        }
        var table = new Table().AddColumns("", "late orders", "lateness", "edits cost", "holds");
        foreach (var one in kept)
        {
            var answer = one.Reading.Answer;
            table.AddRow(
                Markup.Escape($"{one.Stored.Id} {one.Stored.Name}"), answer is null ? "" : CellText.Signed(answer.Difference.ExpectedLateOrders.Value), answer is null ? "" : CellText.Hours(answer.CostMinutes),
                answer?.Cost.ToString("0", CultureInfo.InvariantCulture) ?? "", Markup.Escape(one.Difference.Text ?? "yes"));
        }
        terminal.Write(table);
        Table(terminal, kept);
    }

    public static void Commit(Terminal terminal, CommittedScenario committed, OutputForm form)
    {
        if (form == OutputForm.Json)
        {
            terminal.WriteJson(committed, CommandJson.Options);
            return;
        }
        var table = new Table().AddColumns("decision", "subject", "title", "state");
        foreach (var one in committed.Decisions)
            table.AddRow(one.Id, Markup.Escape(one.Subject), Markup.Escape(one.Title), one.State.ToString().ToLowerInvariant());
        terminal.Write(table);
        terminal.Output.WriteLine($"{committed.Decisions.Count} decisions wait for an approver, as of {CellText.Time(committed.CommittedAt)} UTC.");
    }

    private static void Table(Terminal terminal, IReadOnlyList<KeptScenario> kept)
    {
        var orders = Comparison.Orders([.. kept.Select(one => one.Reading.Answer)]);
        var table = new Table().AddColumns(["order", "now p80", "late", .. kept.SelectMany(one => new[] { $"{one.Stored.Id} p80", "late" })]);
        foreach (var order in orders.Take(OrdersShown))
            table.AddRow([Markup.Escape(order.Order), .. Cells(order.Base), .. order.Scenarios.SelectMany(Cells)]);
        terminal.Write(table);
        if (orders.Count > OrdersShown)
            terminal.Output.WriteLine($"The {OrdersShown} most changed of {orders.Count} orders; --json and --csv have all of them.");
    }

    private static void Orders(Terminal terminal, IReadOnlyList<KeptScenario> kept) =>
        terminal.Output.Write(ComparisonCsv.Of([.. kept.Select(one => (one.Stored.Id, one.Reading.Answer))]));

    private static string[] Cells(ComparedFinish? finish) => [CellText.Time(finish?.P80), CellText.Share(finish?.LateProbability)];

    private static Shown Of(KeptScenario kept) => new(Of(kept.Stored), kept.Reading.Answer, kept.Difference, kept.Position, kept.AsOf);

    private static Listed Of(StoredScenario stored)
    {
        var kept = ScenarioBase.Read(stored.Base.Span);
        using var edits = JsonDocument.Parse(stored.Edits);
        return new Listed(stored.Id, stored.Name, stored.Owner, stored.Note, edits.RootElement.Clone(), stored.Position, kept.Effect, stored.MadeAt, stored.ExpiresAt, stored.CommittedAt, kept.Decisions);
    }
}
