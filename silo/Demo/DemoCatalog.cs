using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>A work center of the demonstration plant; the target utilisation sets its cycle times.</summary>
internal sealed record DemoWorkCenter(string Id, string Name, string Calendar, int Capacity, double Utilisation, double CostPerHour, string? Alternative = null, double Efficiency = 1);

/// <summary>A product before its cycle times are set: minutes per unit are relative.</summary>
internal sealed record DemoProduct(
    string Id, string Name, string Unit, double Cost, string? Supplier, int LeadTimeDays, IReadOnlyList<(string Component, double Quantity)> Bom, IReadOnlyList<(string WorkCenter, string Name, double Setup, double Minutes)> Routing)
{
    public bool IsMade => Supplier is null;
}

/// <summary>
/// What the demonstration plant makes and with what: a maker of industrial gearboxes, in four series and three sizes.
/// Finished gearboxes, of sub-assemblies, of made parts, of castings, forgings, bars and bought parts.
/// </summary>
internal static class DemoCatalog
{
    /// <summary>Made to order, with a part nothing else uses: scrap of it hurts at once.</summary>
    public const string ExplosionProofGearbox = "GB-X90";
    public const string ExplosionProofShaft = "SH-X90";

    /// <summary>Made to order, with a bought part nothing else uses: it runs short when the count finds none.</summary>
    public const string WashdownGearbox = "GB-S40";
    public const string FoodGradeSeal = "SEAL-FKM";

    private static readonly string[] Sizes = ["40", "63", "90"];
    private static readonly (string Id, string Name)[] Series = [("H", "Helical"), ("B", "Bevel"), ("P", "Planetary"), ("W", "Worm")];

    public static IReadOnlyList<DemoWorkCenter> WorkCenters { get; } =
    [
        new("WC-SAW", "Bar saw", DemoHours.TwoShift, 1, 0.20, 38),
        new("WC-TURN-1", "Turning cell 1", DemoHours.TwoShift, 2, 0.30, 58, "WC-TURN-2"),
        new("WC-TURN-2", "Turning cell 2", DemoHours.TwoShift, 2, 0.31, 58, "WC-TURN-1"),
        new("WC-MILL", "Automated milling", DemoHours.AroundTheClock, 2, 0.31, 66),
        new("WC-5AX", "5-axis machining", DemoHours.TwoShift, 2, 0.33, 92),
        new("WC-HOB", "Gear hobbing", DemoHours.TwoShift, 2, 0.32, 74),
        new("WC-HT", "Heat treatment furnace", DemoHours.AroundTheClock, 2, 0.28, 85),
        new("WC-GRIND", "Gear grinding", DemoHours.TwoShift, 3, 0.37, 96, Efficiency: 0.95),
        new("WC-DEBUR", "Deburring", DemoHours.TwoShift, 2, 0.19, 34),
        new("WC-WASH", "Washing tunnel", DemoHours.AroundTheClock, 1, 0.20, 28),
        new("WC-CMM", "Measuring room", DemoHours.TwoShift, 1, 0.23, 64),
        new("WC-COAT", "Coating line", DemoHours.AroundTheClock, 1, 0.24, 55),
        new("WC-ASM-1", "Assembly line 1", DemoHours.TwoShift, 2, 0.28, 46, "WC-ASM-2"),
        new("WC-ASM-2", "Assembly line 2", DemoHours.TwoShift, 2, 0.30, 46, "WC-ASM-1"),
        new("WC-TEST", "Test bench", DemoHours.TwoShift, 1, 0.40, 71),
        new("WC-PACK", "Packing", DemoHours.TwoShift, 1, 0.20, 32),
    ];

    public static IReadOnlyList<SupplierSpec> Suppliers { get; } =
    [
        new() { Id = "SUP-FONDERIE", Name = "Fonderie de la Loire" },
        new() { Id = "SUP-ACIERS", Name = "Aciers du Rhône" },
        new() { Id = "SUP-FORGES", Name = "Forges de Bresse" },
        new() { Id = "SUP-ROULEMENT", Name = "Roulements Alpins" },
        new() { Id = "SUP-JOINTS", Name = "Joints Dauphiné" },
        new() { Id = "SUP-VISSERIE", Name = "Visserie Centrale" },
        new() { Id = "SUP-LUBRIF", Name = "Lubrifiants Sud-Est" },
        new() { Id = "SUP-EMBAL", Name = "Emballages Savoie" },
        new() { Id = "SUP-CAPTEURS", Name = "Capteurs Isère" },
    ];

    public static IReadOnlyList<string> Customers { get; } =
    [
        "Cimenteries du Midi", "Papeterie Vercors", "Convoyeurs Lambert", "Agro Bresse", "Ports de Marseille", "Hydro Alpes",
        "Sucrerie Nord", "Verrerie Givors", "Ateliers Perrin", "Téléphériques Oisans", "Carrières Ardèche", "Levage Atlantique",
    ];

    /// <summary>Components before what is made of them.</summary>
    public static IReadOnlyList<DemoProduct> Products { get; } = [.. Purchased(), .. Parts(), .. SubAssemblies(), .. Finished(), .. Specials()];

    public static IReadOnlyDictionary<string, DemoProduct> ById { get; } = Products.ToDictionary(p => p.Id, StringComparer.Ordinal);

    public static IReadOnlyList<DemoProduct> FinishedGoods { get; } = [.. Finished()];

    public static DemoWorkCenter WorkCenter(string id) => WorkCenters.First(w => w.Id == id);

    /// <summary>Null for a work center that was added to the plant by someone else.</summary>
    public static DemoWorkCenter? Find(string workCenter) => WorkCenters.FirstOrDefault(w => w.Id == workCenter);

    /// <summary>Set-up of a product's operation; 0 when it is not one of the catalog.</summary>
    public static double SetupMinutes(string product, string operation) =>
        ById.TryGetValue(product, out var known) && int.TryParse(operation, out var number) && number / 10 - 1 is var step && step >= 0 && step < known.Routing.Count
            ? known.Routing[step].Setup : 0;

    private static IEnumerable<DemoProduct> Purchased()
    {
        for (var s = 0; s < Sizes.Length; s++)
        {
            yield return Bought($"CAST-{Sizes[s]}", $"Housing casting {Sizes[s]}", 60 + 45 * s, "SUP-FONDERIE", 18);
            yield return Bought($"CCST-{Sizes[s]}", $"Cover casting {Sizes[s]}", 22 + 12 * s, "SUP-FONDERIE", 16);
            yield return Bought($"FORG-{Sizes[s]}", $"Gear forging {Sizes[s]}", 35 + 25 * s, "SUP-FORGES", 14);
            yield return Bought($"SEAL-{Sizes[s]}", $"Shaft seal {Sizes[s]}", 4 + 2 * s, "SUP-JOINTS", 8);
            yield return Bought($"BRG-{Sizes[s]}", $"Ball bearing {Sizes[s]}", 12 + 9 * s, "SUP-ROULEMENT", 10);
            yield return Bought($"TBR-{Sizes[s]}", $"Taper roller bearing {Sizes[s]}", 21 + 14 * s, "SUP-ROULEMENT", 12);
        }
        yield return Bought(FoodGradeSeal, "Shaft seal, FKM food grade", 19, "SUP-JOINTS", 12);
        yield return Bought("BAR-35", "Steel bar 42CrMo4 Ø35", 6, "SUP-ACIERS", 7, "m");
        yield return Bought("BAR-60", "Steel bar 42CrMo4 Ø60", 14, "SUP-ACIERS", 7, "m");
        yield return Bought("BAR-90", "Steel bar 42CrMo4 Ø90", 29, "SUP-ACIERS", 9, "m");
        yield return Bought("BRZ-60", "Bronze ring Ø60", 31, "SUP-FORGES", 15);
        yield return Bought("IEC-S", "Motor flange IEC 71-90", 18, "SUP-FONDERIE", 12);
        yield return Bought("IEC-L", "Motor flange IEC 100-132", 33, "SUP-FONDERIE", 12);
        yield return Bought("SNS-T", "Temperature sensor", 26, "SUP-CAPTEURS", 15);
        yield return Bought("KIT-FIX", "Fastener kit", 5, "SUP-VISSERIE", 5);
        yield return Bought("KIT-KEY", "Key and circlip kit", 3, "SUP-VISSERIE", 5);
        yield return Bought("OIL-220", "Gear oil CLP 220", 4, "SUP-LUBRIF", 4, "l");
        yield return Bought("PNT-5010", "Two-pack paint RAL 5010", 11, "SUP-LUBRIF", 6, "l");
        yield return Bought("CRATE-S", "Crate, small", 9, "SUP-EMBAL", 4);
        yield return Bought("CRATE-L", "Crate, large", 17, "SUP-EMBAL", 4);
    }

    private static IEnumerable<DemoProduct> Parts()
    {
        for (var s = 0; s < Sizes.Length; s++)
        {
            var (size, weight, bar) = (Sizes[s], 1 + 0.35 * s, s == 0 ? "BAR-60" : "BAR-90");
            yield return Made($"HB-{size}", $"Housing body {size}", 140 + 80 * s, [($"CAST-{size}", 1)],
                ("WC-MILL", "Rough milling", 25, 6 * weight), ("WC-5AX", "Finish machining", 40, 8 * weight), ("WC-DEBUR", "Deburr", 5, 2), ("WC-WASH", "Wash", 5, 0.8));
            yield return Made($"CV-{size}", $"Cover {size}", 52 + 25 * s, [($"CCST-{size}", 1)],
                ("WC-MILL", "Mill", 20, 4 * weight), ("WC-DEBUR", "Deburr", 5, 1.5), ("WC-WASH", "Wash", 5, 0.6));
            yield return Made($"SH-{size}", $"Output shaft {size}", 64 + 40 * s, [(bar, 0.4)],
                ("WC-SAW", "Saw", 8, 1.2), ("WC-TURN-1", "Turn", 25, 5 * weight), ("WC-HT", "Case-harden", 30, 3), ("WC-GRIND", "Grind seats", 20, 4 * weight), ("WC-WASH", "Wash", 5, 0.6));
            yield return Made($"GR-{size}", $"Output gear {size}", 88 + 52 * s, [($"FORG-{size}", 1)],
                ("WC-TURN-2", "Turn blank", 20, 4 * weight), ("WC-HOB", "Hob teeth", 30, 6 * weight), ("WC-HT", "Case-harden", 30, 3), ("WC-GRIND", "Grind teeth", 30, 5 * weight), ("WC-WASH", "Wash", 5, 0.6));
            if (s == 0)
                continue;
            yield return Made($"FL-{size}", $"Input flange {size}", 38 + 18 * s, [("BAR-90", 0.15)],
                ("WC-SAW", "Saw", 8, 1), ("WC-TURN-1", "Turn", 20, 3 * weight), ("WC-MILL", "Drill and mill", 15, 2.5), ("WC-DEBUR", "Deburr", 5, 1));
        }
        yield return Made(ExplosionProofShaft, "Output shaft 90, explosion-proof", 190, [("BAR-90", 0.5)],
            ("WC-SAW", "Saw", 8, 1.2), ("WC-TURN-1", "Turn", 30, 9), ("WC-HT", "Case-harden", 30, 3), ("WC-GRIND", "Grind seats", 25, 7), ("WC-WASH", "Wash", 5, 0.8));
        foreach (var (id, name) in Series)
        {
            for (var l = 0; l < 2; l++)
            {
                yield return Made($"PN-{id}{"SL"[l]}", $"{name} pinion, {(l == 0 ? "small" : "large")}", 58 + 34 * l, [(id == "W" ? "BRZ-60" : l == 0 ? "BAR-35" : "BAR-60", id == "W" ? 1 : 0.2)],
                    ("WC-SAW", "Saw", 8, 0.8), ("WC-TURN-2", "Turn", 20, 3 + l), ("WC-HOB", "Cut teeth", 25, 4 + 2 * l), ("WC-HT", "Case-harden", 30, 2.5), ("WC-GRIND", "Grind teeth", 25, 4 + l));
            }
        }
    }

    private static IEnumerable<DemoProduct> SubAssemblies()
    {
        for (var s = 0; s < Sizes.Length; s++)
        {
            var size = Sizes[s];
            yield return Made($"HU-{size}", $"Housing unit {size}", 290 + 130 * s, [($"HB-{size}", 1), ($"CV-{size}", 1), ($"SEAL-{size}", 2), ("KIT-FIX", 1), ("PNT-5010", 0.2)],
                ("WC-ASM-1", "Join housing", 12, 6 + s), ("WC-COAT", "Prime", 20, 3));
            yield return Made($"SU-{size}", $"Output shaft unit {size}", 240 + 120 * s, [($"SH-{size}", 1), ($"GR-{size}", 1), ($"BRG-{size}", 2), ("KIT-KEY", 1)],
                ("WC-ASM-1", "Press gear and bearings", 12, 5 + s), ("WC-CMM", "Measure run-out", 8, 1.5));
        }
        foreach (var (id, name) in Series)
        {
            for (var l = 0; l < 2; l++)
            {
                var size = l == 0 ? "40" : "90";
                yield return Made($"ST-{id}{"SL"[l]}", $"{name} input stage, {(l == 0 ? "small" : "large")}", 210 + 110 * l, [($"PN-{id}{"SL"[l]}", id == "P" ? 3 : 1), ($"FL-{(l == 0 ? "63" : "90")}", 1), ($"TBR-{size}", 2), ("KIT-KEY", 1)],
                    ("WC-ASM-2", "Assemble stage", 15, 6 + 2 * l), ("WC-CMM", "Measure backlash", 8, 1.5));
            }
        }
    }

    private static IEnumerable<DemoProduct> Finished()
    {
        foreach (var (id, name) in Series)
        {
            for (var s = 0; s < Sizes.Length; s++)
            {
                var (size, large) = (Sizes[s], s == 2);
                yield return Made($"GB-{id}{size}", $"{name} gearbox {size}", 980 + 460 * s,
                    [($"HU-{size}", 1), ($"SU-{size}", 1), ($"ST-{id}{(large ? "L" : "S")}", 1), ($"IEC-{(large ? "L" : "S")}", 1), ("OIL-220", 1.5 + s), ("SNS-T", 1), ($"CRATE-{(large ? "L" : "S")}", 1)],
                    ("WC-ASM-2", "Final assembly", 20, 12 + 3 * s), ("WC-TEST", "Load test", 15, 6 + s), ("WC-COAT", "Paint", 25, 3), ("WC-PACK", "Pack", 5, 2));
            }
        }
    }

    private static IEnumerable<DemoProduct> Specials()
    {
        yield return Made(ExplosionProofGearbox, "Planetary gearbox 90, explosion-proof", 3900,
            [("HU-90", 1), (ExplosionProofShaft, 1), ("ST-PL", 1), ("OIL-220", 4), ("SNS-T", 2), ("CRATE-L", 1)],
            ("WC-ASM-1", "Final assembly", 30, 20), ("WC-TEST", "Load test", 30, 10), ("WC-COAT", "Paint", 25, 3), ("WC-PACK", "Pack", 5, 3));
        yield return Made(WashdownGearbox, "Worm gearbox 40, wash-down", 1450,
            [("HU-40", 1), ("SU-40", 1), ("ST-WS", 1), ("SEAL-FKM", 2), ("OIL-220", 1.5), ("CRATE-S", 1)],
            ("WC-ASM-2", "Final assembly", 25, 14), ("WC-TEST", "Load test", 20, 7), ("WC-PACK", "Pack", 5, 2));
    }

    private static DemoProduct Bought(string id, string name, double cost, string supplier, int leadTimeDays, string unit = "pcs") =>
        new(id, name, unit, cost, supplier, leadTimeDays, [], []);

    private static DemoProduct Made(string id, string name, double cost, (string Component, double Quantity)[] bom, params (string WorkCenter, string Name, double Setup, double Minutes)[] routing) =>
        new(id, name, "pcs", cost, null, 0, bom, routing);
}
