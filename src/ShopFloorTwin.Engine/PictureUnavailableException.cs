namespace ShopFloorTwin.Engine;

/// <summary>No forecast of the site has succeeded yet: there is nothing to answer from.</summary>
public sealed class PictureUnavailableException(string message) : Exception(message);
