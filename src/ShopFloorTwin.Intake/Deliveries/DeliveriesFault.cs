namespace ShopFloorTwin.Intake.Deliveries;

/// <summary>The log of deliveries cannot be read: the message names the line and what is wrong with it.</summary>
public sealed class DeliveriesFault(string message, Exception? inner = null) : Exception(message, inner);
