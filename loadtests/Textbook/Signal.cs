namespace ShopFloorTwin.Textbook;

/// <summary>An event as its entity's grain gets it.</summary>
/// <param name="Key">Source and id: its identity.</param>
/// <param name="Type">CloudEvents type.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Quantity">Good pieces, pieces moved, or a measured value; 0 where there is none.</param>
/// <param name="Word">A state, an operation's report or a delivery date; null where there is none.</param>
[GenerateSerializer, Immutable, Alias("textbook.signal")]
public sealed record Signal(
    [property: Id(0)] string Key, [property: Id(1)] string Type, [property: Id(2)] DateTimeOffset Time, [property: Id(3)] double Quantity, [property: Id(4)] string? Word);
