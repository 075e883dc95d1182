using System.Text.Json;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.LoadTests.Commands;
using ShopFloorTwin.LoadTests.Frepple;

namespace ShopFloorTwin.LoadTests.Tests.Frepple;

/// <summary>A change, told to frePPLe.</summary>
public sealed class FreppleEditsTests
{
    private static string Told(params Edit[] edits) => JsonSerializer.Serialize(new FreppleEdits(SmallPlant.Plant).Of(edits));

    [Fact]
    public void A_late_delivery_moves_the_purchase_to_its_new_date_in_the_sites_time() =>
        Assert.Equal("""[{"kind":"receipt","purchase":"PO-1/1","to":"2026-11-12T06:00:00"}]""", Told(new DelaySupply { PurchaseOrder = "PO-1", Line = "1", To = SmallPlant.AsOf.AddDays(10) }));

    [Fact]
    public void A_priority_is_turned_round() =>
        Assert.Equal($$"""[{"kind":"priority","demand":"MO-1","value":{{FreppleWriter.Priority(9)}}}]""", Told(new SetPriority { Order = "MO-1", Priority = 9 }));

    [Fact]
    public void An_efficiency_is_told_in_percent() =>
        Assert.Equal("""[{"kind":"efficiency","resource":"MILL","value":80}]""", Told(new SetEfficiency { WorkCenter = "MILL", Efficiency = 0.8 }));

    [Fact]
    public void A_change_that_frepple_is_not_told_of_is_refused_by_name()
    {
        var refused = Assert.Throws<NotSupportedException>(() => Told(new SplitOrder { Order = "MO-1", Quantity = 5 }));

        Assert.Contains(nameof(SplitOrder), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_question_that_is_measured_can_be_told()
    {
        var plant = Plants.Make(new PlantOptions(100, PlantOptions.NormalLoad, PlantOptions.FixedAsOf));
        var questions = WhatIfCommand.Questions(LocalSite.Picture(plant)).ToList();

        Assert.Equal(4, questions.Count);
        Assert.All(questions, question => Assert.Equal(question.Edits.Count, new FreppleEdits(plant).Of(question.Edits).Count));
    }
}
