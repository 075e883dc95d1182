namespace ShopFloorTwin.Engine;

/// <summary>
/// The silo that runs the site does not answer: it is gone, and the site is being taken over. What was to be read can be asked again;
/// events may have been journalled, and sent again they are found to be duplicates.
/// </summary>
public sealed class SiteUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
