namespace ShopFloorTwin.Api;

/// <summary>What the host decides about the API.</summary>
public sealed record ApiOptions
{
    /// <summary>A first admin key, taken as it is; null: one is made when there is no key at all.</summary>
    public string? BootstrapKey { get; init; }

    /// <summary>Now is the newest event's time: events may lie further ahead of it, and imports stand at the document's <c>asOf</c>.</summary>
    public bool JournalClock { get; init; }

    /// <summary>What the host still waits for, in words; null when it is ready. Asked by <c>/health/ready</c>.</summary>
    public Func<string?> NotReadyBecause { get; init; } = () => null;

    /// <summary>Name of the ERP that a site's decisions are written to; null: none is configured.</summary>
    public Func<string, string?> ErpOf { get; init; } = static _ => null;

    /// <summary>Longest wait for <c>minPosition</c>.</summary>
    public TimeSpan MinPositionWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time between two signs of life on a stream, at which its key is checked again.</summary>
    public TimeSpan StreamHeartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Fewest characters of a bootstrap key.</summary>
    public const int BootstrapKeyCharsMin = 16;
}
