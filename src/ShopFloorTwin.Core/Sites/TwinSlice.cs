using System.Text.Json;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Sites;

/// <summary>What a slice made of a record.</summary>
public enum SliceOutcome
{
    /// <summary>The record does not change the twin, or was seen before.</summary>
    NotAbout,

    /// <summary>The twin stands at the record.</summary>
    Folded,

    /// <summary>What the record makes of the twin depends on others: take a new base that holds the record.</summary>
    NeedsBase,
}

/// <summary>
/// The live state of one work center, order, component or supplier as a fold of the records about it, apart from its site.
/// It starts from a base (the twin as the whole site has it at a position) and folds by the site's own rules;
/// where those need another twin, it asks for a new base. Not safe for concurrent use.
/// </summary>
public sealed class TwinSlice
{
    private readonly SavedSlice _base;
    private readonly SiteState _state;

    private TwinSlice(SavedSlice saved, TwinRef twin)
    {
        (_base, Twin) = (saved, twin);
        _state = SiteState.Of(saved);
    }

    public TwinRef Twin { get; }

    /// <summary>Everything about the twin up to here is in it.</summary>
    public long Position => _state.Position;

    /// <summary>The position a new base must have reached; 0: none is needed. From here on every record asks for it.</summary>
    public long NeedsBaseAt { get; private set; }

    /// <summary>A slice of the site as it stands; null when it has no such twin.</summary>
    public static TwinSlice? Of(SiteState site, TwinRef twin) => site.Slice(twin) is { } saved ? new TwinSlice(saved, twin) : null;

    /// <summary>Reads what <see cref="Save"/> made.</summary>
    /// <exception cref="InvalidDataException">The content is damaged, or of another form or twin.</exception>
    public static TwinSlice Load(TwinRef twin, ReadOnlySpan<byte> content)
    {
        try
        {
            var saved = JsonSerializer.Deserialize(content, StateJson.Default.SavedSlice);
            var isOfTwin = saved?.Form == SavedSlice.FormNow && twin.Id == twin.Kind switch
            {
                TwinKind.WorkCenter => saved.WorkCenter?.Id,
                TwinKind.Order => saved.Order?.Id,
                TwinKind.Component => saved.Component?.Id,
                _ => saved.Supplier?.Id,
            };
            return isOfTwin ? new TwinSlice(saved!, twin) : throw new InvalidDataException($"the saved state is not one of {twin.Kind} {twin.Id} in form {SavedSlice.FormNow}");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"the saved state of {twin.Kind} {twin.Id} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>The slice as UTF-8 JSON, without loss.</summary>
    public byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(_base with
    {
        Position = Position,
        WorkCenter = Twin.Kind == TwinKind.WorkCenter ? _state.WorkCenter(Twin.Id) : null,
        Order = _state.Order(Twin.Id),
        Component = _state.Component(Twin.Id),
        Supplier = _state.Supplier(Twin.Id),
    }, StateJson.Default.SavedSlice);

    /// <summary>The twin alone, as canonical UTF-8 JSON.</summary>
    public byte[] Content() => Twin.Kind switch
    {
        TwinKind.WorkCenter => JsonSerializer.SerializeToUtf8Bytes(_state.WorkCenter(Twin.Id)!, StateJson.Default.WorkCenterTwin),
        TwinKind.Order => JsonSerializer.SerializeToUtf8Bytes(_state.Order(Twin.Id)!, StateJson.Default.OrderTwin),
        TwinKind.Component => JsonSerializer.SerializeToUtf8Bytes(_state.Component(Twin.Id)!, StateJson.Default.ComponentTwin),
        _ => JsonSerializer.SerializeToUtf8Bytes(_state.Supplier(Twin.Id)!, StateJson.Default.SupplierTwin),
    };

    /// <summary>Folds one record; one at or before <see cref="Position"/> is passed over.</summary>
    public SliceOutcome Apply(SiteRecord record)
    {
        if (record.Position <= Position)
            return SliceOutcome.NotAbout;
        var outcome = NeedsBaseAt > 0 ? SliceOutcome.NeedsBase : OutcomeOf(record.Event);
        switch (outcome)
        {
            case SliceOutcome.Folded:
                _state.Apply(record);
                break;
            case SliceOutcome.NotAbout:
                _state.PassOver(record.Position);
                break;
            case SliceOutcome.NeedsBase:
                NeedBase(record.Position);
                break;
        }
        return outcome;
    }

    /// <summary>Something at this position may have changed the twin in a way that is not told here; in vain when its base was taken behind it.</summary>
    public void NeedBase(long position)
    {
        if (position > _base.BasePosition)
            NeedsBaseAt = Math.Max(NeedsBaseAt, position);
    }

    /// <summary>A record that comes another way than those that are folded, maybe later than they: at most it makes a new base due.</summary>
    public void Heard(SiteRecord record)
    {
        if (OutcomeOf(record.Event) == SliceOutcome.NeedsBase)
            NeedBase(record.Position);
    }

    /// <summary>Nothing about the twin lies up to this position, or it could not be folded.</summary>
    public void PassOver(long position) => _state.PassOver(position);

    private SliceOutcome OutcomeOf(CloudEvent @event) =>
        TwinRefs.ConcernsAll(@event) ? SliceOutcome.NeedsBase
        : @event.Data is SupplierOrderedData ordered && Twin.Kind == TwinKind.Supplier ? OutcomeOf(ordered, @event.Time)
        : !TwinRefs.Of(@event, SupplierOf).Contains(Twin) ? SliceOutcome.NotAbout
        : Twin.Kind == TwinKind.Order && !FoldsOrder(@event.Data) ? SliceOutcome.NeedsBase
        : SliceOutcome.Folded;

    /// <summary>Only a purchase order this supplier has keeps what is known of its lines.</summary>
    private SliceOutcome OutcomeOf(SupplierOrderedData ordered, DateTimeOffset said)
    {
        var isMine = SupplierOf(ordered.PurchaseOrder.Id) is not null;
        var isForMe = ordered.PurchaseOrder.Supplier == Twin.Id;
        return said < _base.AsOf || !(isMine || isForMe) ? SliceOutcome.NotAbout : isMine && isForMe ? SliceOutcome.Folded : SliceOutcome.NeedsBase;
    }

    private bool FoldsOrder(EventData data) => data switch
    {
        // A total is an increase only beside the total before, which the work center knows.
        MachineCountData said => !said.IsTotal && _state.HasWorkCenter(said.Entity),
        OperationReportData { WorkCenter: { } workCenter } => _state.HasWorkCenter(workCenter),
        OrderReleasedData said => said.Order.Id == Twin.Id && said.Order.Product == _state.Order(Twin.Id)!.Product,
        _ => true,
    };

    private string? SupplierOf(string purchaseOrder) => _state.SupplierOf(purchaseOrder)?.Id;
}
