namespace ShopFloorTwin.Api.Sites;

/// <summary>What became of a plant document.</summary>
/// <param name="Site">The site it made or changed.</param>
/// <param name="Position">Its place in the site's journal.</param>
/// <param name="Orders">Orders in the document.</param>
/// <param name="WorkCenters">Work centers in the document.</param>
/// <param name="Products">Products in the document.</param>
/// <param name="Duplicate">It came before, under the same <c>Idempotency-Key</c>.</param>
public sealed record PlantAnswer(string Site, long Position, int Orders, int WorkCenters, int Products, bool Duplicate);
