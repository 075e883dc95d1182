namespace ShopFloorTwin.Textbook.Grains;

/// <summary>What a grain knows of its entity, stored whole with every signal.</summary>
[GenerateSerializer, Alias("textbook.entity")]
public sealed class EntityState
{
    /// <summary>Sum of the signals' quantities: a work center's good pieces.</summary>
    [Id(0)] public double Total { get; set; }

    /// <summary>Newest word of each type of signal, and when it was said.</summary>
    [Id(1)] public Dictionary<string, string?> Words { get; set; } = [];

    /// <summary>Time of the newest signal.</summary>
    [Id(2)] public DateTimeOffset Newest { get; set; }

    /// <summary>Keys of the last signals, the oldest first: one that is among them is not taken again.</summary>
    [Id(3)] public Queue<string> Seen { get; set; } = [];
}
