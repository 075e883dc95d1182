using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ShopFloorTwin.Core.Sites;

/// <summary>
/// One figure for a whole state: SHA-256 over the canonical JSON of the plan with its position and of all twins by kind and id.
/// Equal after a replay of the same records, and after a snapshot with the journal's tail.
/// </summary>
public static class StateHash
{
    /// <summary>Lower-case hex; may run on any thread.</summary>
    public static string Of(SiteTwins twins)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var writer = new Utf8JsonWriter(buffer);
        Add(SiteSnapshot.PlanName, [SavedPlan.Of(twins)], _ => twins.Plan.Site, StateJson.Default.SavedPlan);
        Add(SiteSnapshot.WorkCenters, twins.WorkCenters, twin => twin.Id, StateJson.Default.WorkCenterTwin);
        Add(SiteSnapshot.Orders, twins.Orders, twin => twin.Id, StateJson.Default.OrderTwin);
        Add(SiteSnapshot.Components, twins.Components, twin => twin.Id, StateJson.Default.ComponentTwin);
        Add(SiteSnapshot.Suppliers, twins.Suppliers, twin => twin.Id, StateJson.Default.SupplierTwin);
        // Left out while there are none: a snapshot older than decisions keeps its hash.
        if (twins.Decisions.Count > 0)
            Add(SiteSnapshot.Decisions, twins.Decisions, twin => twin.Id, StateJson.Default.DecisionTwin);
        if (twins.Exceptions.Count > 0)
            Add(SiteSnapshot.Exceptions, twins.Exceptions, twin => twin.Id, StateJson.Default.ExceptionTwin);
        if (twins.Learned.Durations.All.Count > 0)
            Add(SiteSnapshot.Durations, twins.Learned.Durations.All, model => $"{model.Key.WorkCenter}\n{model.Key.Product}\n{model.Key.Operation}", StateJson.Default.DurationModel);
        if (twins.Learned.Waits.Count > 0)
            Add(SiteSnapshot.Waits, twins.Learned.Waits, waits => waits.WorkCenter, StateJson.Default.WorkCenterWaits);
        if (twins.Learned.Flows.Count > 0)
            Add(SiteSnapshot.Flows, twins.Learned.Flows, path => path.Order, StateJson.Default.FlowPath);
        if (twins.Learned.Machines.Count > 0)
            Add(SiteSnapshot.Machines, twins.Learned.Machines, model => model.WorkCenter, StateJson.Default.MachineModel);
        if (twins.Learned.Yields.All.Count > 0)
            Add(SiteSnapshot.Yields, twins.Learned.Yields.All, model => $"{model.Key.Product}\n{model.Key.Operation}", StateJson.Default.YieldModel);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add<T>(string kind, IReadOnlyList<T> items, Func<T, string> idOf, JsonTypeInfo<T> form)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{kind} {items.Count}\n"));
            foreach (var item in items.OrderBy(idOf, StringComparer.Ordinal))
            {
                buffer.ResetWrittenCount();
                writer.Reset(buffer);
                JsonSerializer.Serialize(writer, item, form);
                writer.Flush();
                hash.AppendData(buffer.WrittenSpan);
                hash.AppendData("\n"u8);
            }
        }
    }
}
