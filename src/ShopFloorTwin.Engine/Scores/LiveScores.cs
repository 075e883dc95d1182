using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Scores;

/// <summary>A site's ledger of forecasts, between the loop that makes them and those who read it. Safe from any thread.</summary>
public sealed partial class LiveScores(string site, ForecastLedger ledger, ForecastSettings settings, ILogger logger)
{
    private readonly Lock _gate = new();

    /// <summary>What has changed about the forecasts, and is not over.</summary>
    public IReadOnlyList<Drift> Drift
    {
        get
        {
            lock (_gate)
                return ledger.Drift;
        }
    }

    /// <summary>What the scored forecasts teach about the next one.</summary>
    public Calibration Calibration
    {
        get
        {
            lock (_gate)
                return ledger.Calibration;
        }
    }

    /// <summary>What was foreseen of the newest finished orders.</summary>
    public VarianceBasis Basis()
    {
        lock (_gate)
            return ledger.Basis();
    }

    /// <summary>Takes note of a new forecast. Should that fail, the forecast is shown all the same.</summary>
    public void Observe(SiteForecast forecast, IReadOnlyList<RiskChange> changes)
    {
        try
        {
            lock (_gate)
                ledger.Observe(forecast, changes, settings);
        }
        catch (Exception failure)
        {
            LogFailure(logger, failure, site);
        }
    }

    public ScorecardView Card(ScorecardQuery query, SitePicture picture)
    {
        var (queue, corrections) = (QueueBeliefView.Of(picture.Twins), picture.Forecast.Calibration.Told());
        lock (_gate)
            return Scorecard.Of(ledger, query, site, picture.Position, picture.AsOf) with { Queue = queue, Corrections = corrections };
    }

    /// <summary>A copy to be written.</summary>
    public (SavedLedger Ledger, IReadOnlyList<SavedOrder> Orders) Save()
    {
        lock (_gate)
            return ledger.Save();
    }

    [LoggerMessage(21, LogLevel.Error, "A forecast of {Site} could not be kept to be scored; the next one is tried")]
    private static partial void LogFailure(ILogger logger, Exception failure, string site);
}
