using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Decisions.Rules;

/// <summary>Every rule over one picture. Roots come first: a symptom that one of them explains is not told again.</summary>
internal static class AllRules
{
    public static Dictionary<(string Rule, string Subject), Condition> Conditions(Look look, DecisionRules rules)
    {
        var conditions = new Dictionary<(string, string), Condition>();
        Add(RuleSettings.WorkCenterDown, settings => WorkCenterDownRule.Conditions(look, settings));
        Add(RuleSettings.SupplierDelay, settings => SupplierDelayRule.Delays(look, settings));
        Add(RuleSettings.OtherSource, settings => SupplierDelayRule.OtherSources(look, settings));
        Add(RuleSettings.QualityHold, settings => QualityRule.Holds(look, settings));
        Add(RuleSettings.QualityBreach, settings => QualityRule.Breaches(look, settings));
        Add(RuleSettings.Shortage, settings => ShortageRule.Conditions(look, settings));

        var down = rules[RuleSettings.WorkCenterDown].Enabled ? WorkCenterDownRule.Down(look) : [];
        Add(RuleSettings.OrderAtRisk, settings => OrderAtRiskRule.Conditions(look, settings, IsCovered));
        Add(RuleSettings.Reschedule, settings => RescheduleRule.Conditions(look, settings));
        return conditions;

        bool IsCovered(Cause cause) => cause.Kind switch
        {
            CauseKind.WorkCenterDown => down.Contains(cause.Subject),
            CauseKind.SupplierDelay => conditions.ContainsKey((RuleSettings.SupplierDelay, cause.Subject)),
            CauseKind.QualityHold => conditions.ContainsKey((RuleSettings.QualityHold, cause.Subject)),
            CauseKind.ComponentShortage => conditions.ContainsKey((RuleSettings.Shortage, cause.Subject)),
            _ => false,
        };

        void Add(string rule, Func<RuleSettings, IEnumerable<Condition>> see)
        {
            if (!rules[rule].Enabled)
                return;
            foreach (var condition in see(rules[rule]))
                conditions.TryAdd(condition.Key, condition);
        }
    }
}
