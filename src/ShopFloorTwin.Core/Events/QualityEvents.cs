namespace ShopFloorTwin.Core.Events;

/// <summary>Reads quality results, holds and releases, of an order or a component.</summary>
internal static class QualityEvents
{
    private const SubjectKinds OrderOrComponent = SubjectKinds.Order | SubjectKinds.Component;

    public static IReadOnlyList<EventDefinition> Definitions { get; } =
    [
        new(EventTypes.QualityResult, OrderOrComponent, Result),
        new(EventTypes.QualityHold, OrderOrComponent, Hold),
        new(EventTypes.QualityReleased, OrderOrComponent, Released),
    ];

    private static EventData? Result(ref DataFields data, Subject subject)
    {
        string? characteristic = null, lot = null;
        double? value = null;
        bool? pass = null;
        while (data.Next())
        {
            if (data.Is("characteristic"u8))
                characteristic = data.Id("characteristic");
            else if (data.Is("value"u8))
                value = data.Number("value");
            else if (data.Is("pass"u8))
                pass = data.Flag("pass");
            else if (data.Is("lot"u8))
                lot = data.Id("lot");
        }
        data.Require(pass is not null, "pass");
        return new QualityResultData(About(subject), characteristic, value, pass ?? false, lot) { Entity = subject.Entity };
    }

    private static EventData? Hold(ref DataFields data, Subject subject)
    {
        string? reason = null, lot = null;
        double? quantity = null;
        while (data.Next())
        {
            if (data.Is("reason"u8))
                reason = data.Text("reason");
            else if (data.Is("lot"u8))
                lot = data.Id("lot");
            else if (data.Is("quantity"u8))
                quantity = data.Quantity("quantity");
        }
        return new QualityHoldData(About(subject), reason, lot, quantity) { Entity = subject.Entity };
    }

    private static EventData? Released(ref DataFields data, Subject subject)
    {
        string? lot = null;
        while (data.Next())
        {
            if (data.Is("lot"u8))
                lot = data.Id("lot");
        }
        return new QualityReleasedData(About(subject), lot) { Entity = subject.Entity };
    }

    private static QualitySubject About(Subject subject) =>
        subject.Kind == SubjectKinds.Order ? QualitySubject.Order : QualitySubject.Component;
}
