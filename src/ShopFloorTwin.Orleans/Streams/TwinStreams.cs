using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Streams;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>
/// The streams of machine signals and supplier events. A token is a position of the site's journal that has been seen:
/// what is delivered comes behind it, so a consumer resumes with the token of the last event it took.
/// </summary>
public static class TwinStreams
{
    /// <summary>Name of the stream provider.</summary>
    public const string Provider = "journal";

    /// <summary>Name of the grain storage of those who subscribe by themselves; Orleans looks for it by this name.</summary>
    public const string Subscriptions = "PubSubStore";

    /// <summary>What is said of a work center; the key is <c>{site}/{workCenter}</c>.</summary>
    public const string MachineSignals = "machine-signals";

    /// <summary>What is said of a supplier's purchase orders; the key is <c>{site}/{supplier}</c>.</summary>
    public const string SupplierEvents = "supplier-events";

    /// <summary>The stream of a work center or supplier.</summary>
    public static StreamId Of(string site, TwinRef twin) => StreamId.Create(twin.Kind switch
    {
        TwinKind.WorkCenter => MachineSignals,
        TwinKind.Supplier => SupplierEvents,
        _ => throw new ArgumentException($"{twin} has no stream", nameof(twin)),
    }, $"{site}/{twin.Id}");

    /// <summary>The token to subscribe with for everything behind a position; 0: from the journal's beginning.</summary>
    public static StreamSequenceToken Behind(long position) => new EventSequenceTokenV2(position);

    /// <summary>The site and the id of a twin's key; a site's id has no slash.</summary>
    /// <exception cref="FormatException">The key has no slash.</exception>
    internal static (string Site, string Id) Split(string key) =>
        key.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? (key[..slash], key[(slash + 1)..]) : throw new FormatException($"'{key}' is not site/id");

    internal static bool Carries(EventData data) => data switch
    {
        MachineCountData or MachineStateData or MachineMeasurementData or MachineAlarmData or MaintenancePlannedData or MaintenanceDoneData => true,
        SupplierOrderedData or SupplierConfirmedData or SupplierDelayedData or SupplierShippedData or SupplierCancelledData => true,
        StockReceivedData said => said.PurchaseOrder is not null,
        _ => false,
    };
}
