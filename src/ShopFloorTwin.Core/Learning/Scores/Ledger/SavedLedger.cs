using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Learning.Variance;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>A ledger as it is kept beside a snapshot, without its orders.</summary>
public sealed record SavedLedger
{
    /// <summary>Version of the form: another one is not read, and the ledger begins anew.</summary>
    public const int FormNow = 1;

    public int Form { get; init; } = FormNow;
    public long Scored { get; init; }
    public long Dropped { get; init; }
    public long AfterTheFact { get; init; }

    /// <summary>Ticks of the newest forecast shown to it.</summary>
    public long ObservedAt { get; init; }
    public IReadOnlyList<SavedMonth> Months { get; init => field = value ?? []; } = [];

    /// <summary>By horizon.</summary>
    public IReadOnlyList<ScoredResidual[]> Residuals { get; init => field = value ?? []; } = [];
    public IReadOnlyList<SavedChart> Drift { get; init => field = value ?? []; } = [];
    public byte[] Recent { get; init => field = value ?? []; } = [];
    public SavedHistory? Site { get; init; }
    public IReadOnlyList<SavedHistory> Products { get; init => field = value ?? []; } = [];
    public IReadOnlyList<FinishedOrder> Finished { get; init => field = value ?? []; } = [];
}

/// <summary>Scores of a month, <c>12 * year + month - 1</c>.</summary>
public sealed record SavedMonth(int Month, IReadOnlyList<SavedCell?> Cells);

/// <summary>Sums of a cell, by method: its own, and the twin's on the same forecasts.</summary>
public sealed record SavedCell(IReadOnlyList<double[]?> Own, IReadOnlyList<double[]?> Twin, double[] Late);

/// <summary>A cumulative sum.</summary>
public readonly record struct SavedChart(double Sum, bool Open, long Since, int Count);

/// <summary>Lead times of a product.</summary>
public sealed record SavedHistory
{
    public string Product { get; init; } = "";
    public IReadOnlyList<float> Minutes { get; init => field = value ?? []; } = [];
    public double Good { get; init; }
    public double Scrap { get; init; }
    public long HeardAt { get; init; }
}

/// <summary>An order with forecasts that wait to be scored.</summary>
/// <param name="Samples">As <see cref="ForecastSample.Pack"/> writes them: there are many.</param>
public sealed record SavedOrder(string Id, long FirstSeen, long Since, ushort Taken, byte[] Samples, OrderPrediction Predicted);

/// <summary>JSON of a kept ledger.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SavedLedger))]
[JsonSerializable(typeof(SavedOrder[]))]
public sealed partial class LedgerJson : JsonSerializerContext;
