using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Components;

/// <summary>Components of a picture, by id.</summary>
public static class ComponentQueries
{
    /// <exception cref="QueryException">Limit or cursor is wrong.</exception>
    public static Page<ComponentView> List(SitePicture picture, ListQuery query) =>
        Paging.Page(picture, picture.ComponentIds, query, i => View(picture, i), v => v.Id);

    /// <summary>Null when there is none of that id.</summary>
    public static ComponentView? Find(SitePicture picture, string id) =>
        picture.ComponentIds.Find(id) is >= 0 and var component ? View(picture, component) : null;

    private static ComponentView View(SitePicture picture, int index)
    {
        var component = picture.Twins.Components[index];
        var forecast = picture.Forecast.Components[index];
        var product = picture.Twins.Plan.Products.GetValueOrDefault(component.Id);
        var orders = picture.Twins.Orders;
        return new ComponentView
        {
            Id = component.Id,
            Name = product?.Name,
            Unit = product?.Unit,
            OnHand = forecast.OnHand,
            OnHold = Math.Min(component.OnHold, Math.Max(0, forecast.OnHand)),
            Incoming =
            [
                .. forecast.Incoming.Select(i => new IncomingView(
                    i.PurchaseOrder, i.Line, i.Order is { } order ? orders[order].Id : null, i.Quantity, i.Due, new ArrivalView(i.P50, i.P80))),
            ],
            Pegged = [.. forecast.Pegged.Select(p => new PeggedView(orders[p.Order].Id, p.Quantity, p.From, p.Needed))],
            Shortage = forecast.ShortageQuantity > 0 ? new ShortageView(forecast.ShortageQuantity, forecast.ShortageFrom) : null,
            Position = picture.Position,
            AsOf = picture.AsOf,
        };
    }
}
