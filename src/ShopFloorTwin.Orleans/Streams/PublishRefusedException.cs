using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>An event that was published was refused by its site, as it would have been from outside.</summary>
[GenerateSerializer, Alias("shopfloortwin.publish-refused")]
public sealed class PublishRefusedException : Exception
{
    internal PublishRefusedException(int index, Refusal refusal, int taken)
        : base($"event {index} was refused, {refusal.Type}: {refusal.Detail}; {taken} of the events were taken") => (Index, Type, Taken) = (index, refusal.Type, taken);

    /// <summary>Place of the first one refused.</summary>
    [Id(0)] public int Index { get; }

    /// <summary>As in the API's answer: <c>unknown-subject</c>, <c>invalid-data</c>…</summary>
    [Id(1)] public string Type { get; }

    /// <summary>How many of the others were journalled.</summary>
    [Id(2)] public int Taken { get; }
}
