namespace ShopFloorTwin.Core.Scenarios;

/// <summary>A change worth trying.</summary>
/// <param name="Edit">The change.</param>
/// <param name="Words">What is done, as an order: <c>expedite line 1 of PO-7 to 3 Nov 08:00</c>.</param>
/// <param name="Cost">In the site's currency; null: not known.</param>
internal sealed record Candidate(Edit Edit, string Words, double? Cost);
