using System.Globalization;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>An edit as an order to a person: <c>expedite line 1 of PO-7 to 3 Nov 08:00</c>. Times in the site's time zone.</summary>
public static class EditWords
{
    /// <param name="edit">Whatever it says; it need not fit the site.</param>
    /// <param name="timeZone">IANA name; UTC where it is not known.</param>
    public static string Of(Edit edit, string timeZone)
    {
        var words = new Words(timeZone, DateTimeOffset.UnixEpoch);
        return edit switch
        {
            DelaySupply said => $"delay line {said.Line} of {said.PurchaseOrder} to {words.Date(said.To)}",
            ExpediteSupply { IsBought: true } said =>
                $"buy {Number(said.Quantity ?? 0)} of {said.Component}{(said.Supplier is { } supplier ? $" from {supplier}" : "")} for {words.Date(said.To)} (line {said.Line} of {said.PurchaseOrder})",
            ExpediteSupply said => $"expedite line {said.Line} of {said.PurchaseOrder} to {words.Date(said.To)}",
            CancelSupply said => $"cancel line {said.Line} of {said.PurchaseOrder}",
            StopWorkCenter said => $"stop {said.WorkCenter} from {words.Date(said.From)} to {words.Date(said.To)}",
            AddShift said => $"open {said.WorkCenter} from {words.Date(said.From)} to {words.Date(said.To)}",
            SetCapacity said => $"run {said.WorkCenter} with {said.Capacity} {(said.Capacity == 1 ? "unit" : "units")}"
                + (said.From is { } from ? $" from {words.Date(from)}" : "") + (said.To is { } to ? $" to {words.Date(to)}" : ""),
            SetEfficiency said => $"run {said.WorkCenter} at an efficiency of {Number(said.Efficiency)}",
            MoveOperation said => $"do operation {said.Operation} of {said.Order} at {said.WorkCenter}",
            SetPriority said => $"set the priority of {said.Order} to {said.Priority}",
            SetQuantity said => $"set the quantity of {said.Order} to {Number(said.Quantity)}",
            SetDue said => $"agree {words.Date(said.Due)} as the due date of {said.Order}",
            CancelOrder said => $"cancel {said.Order}",
            AddOrder said => $"make {Number(said.Order.Quantity)} of {said.Order.Product}{(said.Order.Due is { } due ? $" by {words.Date(due)}" : "")} ({said.Order.Id})",
            SplitOrder said => $"split {Number(said.Quantity)} off {said.Order}",
            ReleaseHold { Component: { } component } => $"release what is held of {component}",
            ReleaseHold said => $"release the hold on {said.Order}",
            _ => throw new ArgumentOutOfRangeException(nameof(edit), edit, "An edit that has no words."),
        };
    }

    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
