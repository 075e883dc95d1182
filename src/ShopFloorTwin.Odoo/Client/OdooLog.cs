using Microsoft.Extensions.Logging;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>What the client logs: outcomes in words that were cleared, never a value, a traceback or a key.</summary>
internal static partial class OdooLog
{
    [LoggerMessage(40, LogLevel.Warning, "Odoo {Instance} is away ({Outcome}): {Reason}")]
    public static partial void Away(ILogger log, string instance, OdooOutcome outcome, string reason);

    [LoggerMessage(41, LogLevel.Information, "Odoo {Instance} answers again after {Seconds:0} s")]
    public static partial void Back(ILogger log, string instance, double seconds);

    [LoggerMessage(42, LogLevel.Warning, "Odoo {Instance} refuses key {Number} of {Count}; the other one is used")]
    public static partial void KeyRefused(ILogger log, string instance, int number, int count);

    [LoggerMessage(43, LogLevel.Debug, "Odoo {Instance}: {Call} was not done ({Outcome}): {Reason}")]
    public static partial void NotDone(ILogger log, string instance, OdooCall call, OdooOutcome outcome, string reason);
}
