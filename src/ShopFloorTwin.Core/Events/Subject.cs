using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>What kind of entity an event is about.</summary>
[Flags]
public enum SubjectKinds
{
    None = 0,
    WorkCenter = 1,
    Order = 2,
    Component = 4,
    PurchaseOrder = 8,
    Site = 16,
    Decision = 32,
    Exception = 64,
}

/// <summary>An event's subject, taken apart: <c>work-center/WC-MILL</c>.</summary>
public sealed record Subject(string Text, SubjectKinds Kind, string Entity)
{
    private static readonly (string Prefix, SubjectKinds Kind)[] Prefixes =
    [
        ("work-center/", SubjectKinds.WorkCenter), ("order/", SubjectKinds.Order), ("component/", SubjectKinds.Component),
        ("purchase-order/", SubjectKinds.PurchaseOrder), ("site/", SubjectKinds.Site),
        ("decision/", SubjectKinds.Decision), ("exception/", SubjectKinds.Exception),
    ];

    /// <summary>The subject of an entity, as text.</summary>
    public static string Of(SubjectKinds kind, string entity) => Array.Find(Prefixes, known => known.Kind == kind).Prefix + entity;

    /// <summary>Takes the text apart; <see cref="SubjectKinds.None"/> when it names no entity of the product.</summary>
    public static Subject Parse(string text)
    {
        foreach (var (prefix, kind) in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal) && Ids.IsValid(text[prefix.Length..]))
                return new Subject(text, kind, text[prefix.Length..]);
        }
        return new Subject(text, SubjectKinds.None, "");
    }

    /// <summary>What a subject of these kinds looks like, for messages.</summary>
    public static string Pattern(SubjectKinds kinds) =>
        string.Join(" or ", Prefixes.Where(known => kinds.HasFlag(known.Kind)).Select(known => known.Prefix + "{id}"));
}
