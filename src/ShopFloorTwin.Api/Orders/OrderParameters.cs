using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Orders;

/// <summary>Filters, order and paging of the at-risk query.</summary>
internal static class OrderParameters
{
    private static readonly IReadOnlyDictionary<string, Risk> Risks =
        Enum.GetValues<Risk>().ToDictionary(risk => JsonNamingPolicy.CamelCase.ConvertName(risk.ToString()), StringComparer.Ordinal);

    private static readonly IReadOnlyDictionary<string, OrderState> States =
        Enum.GetValues<OrderState>().ToDictionary(state => JsonNamingPolicy.CamelCase.ConvertName(state.ToString()), StringComparer.Ordinal);

    private static readonly string[] Keys = ["worst", "due", "finish", "priority", "value", "id"];

    private static readonly QueryParameter Risk = new("risk", "Risks to show, as a comma list or repeated; all when left out.", "array", Allowed: [.. Risks.Keys]);
    private static readonly QueryParameter State = new("state", "States to show, as a comma list or repeated; the open ones when left out.", "array", Allowed: [.. States.Keys]);
    private static readonly QueryParameter Product = new("product", "Orders of this product.");
    private static readonly QueryParameter WorkCenter = new("workCenter", "Orders with an open operation at this work center.");
    private static readonly QueryParameter Supplier = new("supplier", "Orders that depend on an open line of this supplier, at any level.");
    private static readonly QueryParameter Component = new("component", "Orders that this component is pegged to, at any level.");
    private static readonly QueryParameter Customer = new("customer", "Orders for this customer.");
    private static readonly QueryParameter Sort =
        new("sort", "Worst first when left out; a leading minus turns the order round.", Allowed: [.. Keys, .. Keys.Select(key => "-" + key)]);

    public static QueryParameter[] All { get; } =
    [
        Risk, Product, WorkCenter, Supplier, Component, Customer, State, Sort,
        CommonParameters.After, CommonParameters.Limit, CommonParameters.MinPosition,
    ];

    public static OrderQuery Read(HttpRequest request)
    {
        var query = new QueryReader(request);
        return new OrderQuery
        {
            Risks = query.Names(Risk, Risks),
            States = query.Names(State, States),
            Product = query.Text(Product),
            WorkCenter = query.Text(WorkCenter),
            Supplier = query.Text(Supplier),
            Component = query.Text(Component),
            Customer = query.Text(Customer, Limits.TextChars),
            Sort = query.OneOf(Sort),
            After = query.After(),
            Limit = query.Limit(),
        };
    }
}
