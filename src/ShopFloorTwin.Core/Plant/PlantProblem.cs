namespace ShopFloorTwin.Core.Plant;

/// <summary>Something wrong in a plant document.</summary>
/// <param name="Path">JSON path: <c>$.orders[3].quantity</c>.</param>
/// <param name="Detail">What is wrong, as a clause that follows the path: <c>must be 0 or more</c>.</param>
public sealed record PlantProblem(string Path, string Detail)
{
    public override string ToString() => $"{Path} {Detail}";
}

/// <summary>What came of reading a plant document: the document, or what is wrong with it.</summary>
/// <param name="Document">Null when there are problems.</param>
/// <param name="Problems">At most <see cref="Limits.PlantProblems"/>.</param>
public sealed record PlantReading(PlantDocument? Document, IReadOnlyList<PlantProblem> Problems);
