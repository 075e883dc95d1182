using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Decisions;

/// <summary>A site that is forecast and decided on as an engine would: look, take what is said, look again.</summary>
internal sealed class DecidingSite(PlantDocument? plant = null)
{
    private readonly ForecastSettings _settings = new() { Samples = 64 };
    private RiskBoard _risks = RiskBoard.Empty;
    private DecisionMemory _memory = DecisionMemory.Empty;

    public TestSite Site { get; } = new(plant);

    public DecisionRules Rules { get; set; } = DecisionRules.Default;

    public IReadOnlyList<DecisionTwin> Decisions => Site.State.Publish().Decisions;

    public IEnumerable<DecisionTwin> Open => Decisions.Where(one => one.IsOpen);

    public DecisionTwin? Of(string rule, string subject) => Open.SingleOrDefault(one => one.Key == (rule, subject));

    public SitePicture Picture(double minute)
    {
        var forecast = new Forecaster(_settings).Run(Site.State.Publish(), PlantFixtures.At(minute));
        _risks = _risks.After(forecast, RiskThresholds.Default).Board;
        return new SitePicture(forecast, _risks, _settings);
    }

    /// <summary>Looks at a minute; gives what was said.</summary>
    public IReadOnlyList<CloudEvent> Look(double minute)
    {
        var (events, memory) = DecisionRun.Next(Picture(minute), Rules, _memory);
        _memory = memory;
        Site.Take(events);
        return events;
    }

    /// <summary>Looks every so often; gives how much was said in all.</summary>
    public int LookFrom(double first, double last, double step)
    {
        var said = 0;
        for (var minute = first; minute <= last; minute += step)
            said += Look(minute).Count;
        return said;
    }

    /// <summary>Everything that is approved goes into the ERP.</summary>
    public void Write(double minute)
    {
        foreach (var one in Open.Where(one => one.IsUnderWay).ToList())
        {
            if (one.State == DecisionState.Approved)
                Site.Take(Saying.Said(minute, one.Id, DecisionWord.Queued, one.Revision));
            Site.Take(Saying.Said(minute, one.Id, DecisionWord.Confirmed, one.Revision,
                records: [.. one.Ending ? [] : one.Proposal.Actions.Select((action, i) => new ErpRecord(action.Kind.ToString(), "model", i + 1))]));
        }
    }

    public DecidingSite Only(params string[] rules)
    {
        Rules = new DecisionRules { Rules = RuleSettings.Names.ToDictionary(name => name, name => RuleSettings.Defaults[name] with { Enabled = rules.Contains(name) }) };
        return this;
    }

    public DecidingSite With(string rule, Func<RuleSettings, RuleSettings> change)
    {
        Rules = Rules with { Rules = RuleSettings.Names.ToDictionary(name => name, name => name == rule ? change(Rules[name]) : Rules[name]) };
        return this;
    }
}
