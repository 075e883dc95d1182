using ShopFloorTwin.Core;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// Ids of the operations of one routing or one order: what they are called; a second one of the same name has its database id behind a <c>#</c>.
/// The one with the lowest id keeps the plain name, so that a routing and the orders made from it say the same.
/// </summary>
internal static class OperationNames
{
    /// <param name="operations">Database id of the routing operation (or of the work order, negative, when it has none) and its name, in any order.</param>
    public static IReadOnlyDictionary<long, string> Of(IEnumerable<(long Key, string? Name)> operations)
    {
        var names = new Dictionary<long, string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, called) in operations.OrderBy(operation => operation.Key < 0).ThenBy(operation => Math.Abs(operation.Key)))
        {
            if (names.ContainsKey(key))
                continue;
            var name = called is null ? $"operation-{Math.Abs(key)}" : called[..Math.Min(called.Length, Limits.IdChars - 24)];
            names[key] = taken.Add(name) ? name : $"{name} #{Math.Abs(key)}";
            taken.Add(names[key]);
        }
        return names;
    }
}
