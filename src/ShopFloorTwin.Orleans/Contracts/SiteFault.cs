using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>Kinds of <see cref="SiteFault"/>; their numbers travel.</summary>
public enum SiteFaultKind
{
    /// <summary>The site's queue is full, or too many streams are open.</summary>
    Overloaded = 0,

    /// <summary>The journal could not be written or read: nothing was taken.</summary>
    StoreUnavailable = 1,

    /// <summary>The connection broke during the commit.</summary>
    OutcomeUnknown = 2,

    /// <summary>No forecast has succeeded yet.</summary>
    NoPicture = 3,

    /// <summary>The moment is not in the journal.</summary>
    OutsideJournal = 4,

    /// <summary>Too many records lie before the moment.</summary>
    TooFar = 5,

    /// <summary>A parameter of the query is wrong.</summary>
    Query = 6,

    /// <summary>The site is being handed to another silo: nothing was taken.</summary>
    Leaving = 7,
}

/// <summary>Why a site gave no answer.</summary>
/// <param name="Kind">Which exception of the engine it is.</param>
/// <param name="Message">In words.</param>
/// <param name="RetryAfterMilliseconds">Of an overload.</param>
/// <param name="Parameter">Of a query.</param>
[GenerateSerializer, Immutable, Alias("shopfloortwin.fault")]
public sealed record SiteFault(
    [property: Id(0)] SiteFaultKind Kind, [property: Id(1)] string Message, [property: Id(2)] double RetryAfterMilliseconds = 0, [property: Id(3)] string? Parameter = null)
{
    /// <summary>The fault an exception of the engine is; null: it is none that is to be expected.</summary>
    public static SiteFault? Of(Exception failure) => failure switch
    {
        OverloadedException full => new(SiteFaultKind.Overloaded, full.Message, full.RetryAfter.TotalMilliseconds),
        StoreUnavailableException { OutcomeUnknown: true } lost => new(SiteFaultKind.OutcomeUnknown, lost.Message),
        StoreUnavailableException away => new(SiteFaultKind.StoreUnavailable, away.Message),
        PictureUnavailableException none => new(SiteFaultKind.NoPicture, none.Message),
        PastMomentException past => new(past.Fault == PastMomentFault.TooFar ? SiteFaultKind.TooFar : SiteFaultKind.OutsideJournal, past.Message),
        QueryException query => new(SiteFaultKind.Query, query.Detail, Parameter: query.Parameter),
        ObjectDisposedException => new(SiteFaultKind.Leaving, "The site is being handed to another silo; nothing was taken."),
        _ => null,
    };

    /// <summary>The engine's exception for it.</summary>
    public Exception ToException() => Kind switch
    {
        SiteFaultKind.Overloaded => new OverloadedException(Message, TimeSpan.FromMilliseconds(RetryAfterMilliseconds)),
        SiteFaultKind.StoreUnavailable => new StoreUnavailableException(Message),
        SiteFaultKind.OutcomeUnknown => new StoreUnavailableException(Message) { OutcomeUnknown = true },
        SiteFaultKind.NoPicture => new PictureUnavailableException(Message),
        SiteFaultKind.OutsideJournal => new PastMomentException(PastMomentFault.OutsideJournal, Message),
        SiteFaultKind.TooFar => new PastMomentException(PastMomentFault.TooFar, Message),
        SiteFaultKind.Query => new QueryException(Parameter ?? "", Message),
        _ => new SiteUnreachableException(Message),
    };
}
