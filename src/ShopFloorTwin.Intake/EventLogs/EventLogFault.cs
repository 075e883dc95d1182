namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>The log cannot be read: the message names the line and what is wrong with it.</summary>
public sealed class EventLogFault(string message, Exception? inner = null) : Exception(message, inner);
