using System.Text.Json;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Sites;

/// <summary>Twins as an earlier version saved them, without what has come since.</summary>
public sealed class OlderSnapshotTests
{
    [Fact]
    public void A_work_center_saved_before_standstills_has_none()
    {
        var twin = JsonSerializer.Deserialize("""[{"id":"WC-MILL","capacity":1,"units":[],"plannedStops":[],"alternatives":[]}]""", StateJson.Default.WorkCenterTwinArray)![0];
        Assert.Empty(twin.Standstills);
    }

    [Fact]
    public void A_line_saved_before_shipments_is_open_as_a_whole()
    {
        var twin = JsonSerializer.Deserialize("""[{"id":"ACME","lines":[{"purchaseOrder":"PO-1","line":"1","product":"C","quantity":10}]}]""", StateJson.Default.SupplierTwinArray)![0];
        Assert.Equal(10, Assert.Single(twin.Lines[0].OpenParts()).Quantity);
    }
}
