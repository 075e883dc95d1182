using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Engine.Scenarios;

namespace ShopFloorTwin.Api.Http;

/// <summary>Every problem this API answers with, by its stable name.</summary>
public static class Problems
{
    /// <summary>What stands before a problem's name in its type.</summary>
    public const string TypePrefix = "urn:shopfloortwin:problem:";

    public static ProblemException BadParameter(string parameter, string detail, IReadOnlyList<string>? allowed = null) =>
        new(Of("bad-parameter", "A query parameter is wrong", StatusCodes.Status400BadRequest, detail) with { Parameter = parameter, Allowed = allowed });

    public static ProblemException BadRequest(string detail) =>
        new(Of("bad-request", "The request cannot be understood", StatusCodes.Status400BadRequest, detail));

    public static ProblemException MalformedBody(string detail) =>
        new(Of("malformed-body", "The body cannot be read", StatusCodes.Status400BadRequest, detail));

    public static ProblemException InvalidDocument(string detail, IReadOnlyList<ProblemError> errors) =>
        new(Of("invalid-document", "The document is not valid", StatusCodes.Status400BadRequest, detail) with { Errors = errors });

    public static ProblemException InvalidKey(string detail) =>
        new(Of("invalid-key", "The key cannot be made", StatusCodes.Status400BadRequest, detail));

    public static Problem Unauthenticated { get; } =
        Of("unauthenticated", "A key is needed", StatusCodes.Status401Unauthorized,
            "Send an API key that is valid, as 'Authorization: Bearer sft_…'.");

    public static Problem Forbidden { get; } =
        Of("forbidden", "Not allowed", StatusCodes.Status403Forbidden,
            "The key's roles and sites do not allow this call.");

    public static ProblemException FourEyes(string detail) =>
        new(Of("four-eyes", "Somebody else must approve it", StatusCodes.Status403Forbidden, detail));

    public static ProblemException UnknownSite(string site) =>
        new(Of("unknown-site", "There is no such site", StatusCodes.Status404NotFound,
            $"Site '{site}' is not known. A plant document makes a site: PUT /api/v1/sites/{{site}}/plant."));

    public static ProblemException Unknown(string what, string id) =>
        new(Of("unknown-" + what.Replace(' ', '-'), $"There is no such {what}", StatusCodes.Status404NotFound, $"There is no {what} '{id}' here."));

    public static Problem NoSuchRoute { get; } =
        Of("unknown-route", "There is nothing here", StatusCodes.Status404NotFound, "No call has this path. /openapi/v1.json names all of them.");

    public static Problem WrongMethod { get; } =
        Of("wrong-method", "The method is not allowed here", StatusCodes.Status405MethodNotAllowed, "The Allow header names the methods of this path.");

    public static ProblemException TooLarge(string detail) =>
        new(Of("too-large", "The body is too large", StatusCodes.Status413PayloadTooLarge, detail));

    public static ProblemException WrongMediaType(string? given, params IReadOnlyList<string> allowed) =>
        new(Of("wrong-media-type", "The media type is not taken here", StatusCodes.Status415UnsupportedMediaType,
            $"Content-Type '{given}' is not taken here; send one of: {string.Join(", ", allowed)}.") with { Allowed = allowed });

    public static ProblemException WrongEncoding(string? given) =>
        new(Of("wrong-encoding", "The content encoding is not taken", StatusCodes.Status415UnsupportedMediaType,
            $"Content-Encoding '{given}' is not taken; send gzip, br, or none."));

    public static ProblemException IdempotencyMismatch(string key) =>
        new(Of("idempotency-mismatch", "The idempotency key was used for something else", StatusCodes.Status422UnprocessableEntity,
            $"Idempotency-Key '{key}' came before with another body. Send a new key with a new body."));

    public static ProblemException NotNow(string detail) =>
        new(Of("not-now", "That cannot be said of it now", StatusCodes.Status409Conflict, detail));

    public static ProblemException EditsDoNotFit(IReadOnlyList<PlantProblem> problems) =>
        InvalidDocument("The edits do not fit the floor; 'errors' names every place.", Errors(problems));

    /// <summary>What cannot be done with a kept scenario.</summary>
    public static Problem Of(ScenarioException refused) => refused.Fault switch
    {
        ScenarioFault.DoesNotFit => EditsDoNotFit(refused.Problems).Problem,
        ScenarioFault.NoRoom => Of("no-room", "There is no room for more", StatusCodes.Status409Conflict, refused.Message),
        ScenarioFault.Stale => Of("stale-scenario", "The floor is another one than the scenario was kept on", StatusCodes.Status409Conflict, refused.Message) with
        {
            Difference = refused.Difference, Errors = refused.Problems.Count == 0 ? null : Errors(refused.Problems),
        },
        ScenarioFault.NotDecidable => Of("not-decidable", "Not every edit can be decided", StatusCodes.Status409Conflict, refused.Message) with { Errors = Errors(refused.Problems) },
        _ => NotNow(refused.Message).Problem,
    };

    public static ProblemException PastOutOfReach(string detail, bool isOutsideJournal) => isOutsideJournal
        ? new(Of("moment-outside-journal", "The journal does not hold that moment", StatusCodes.Status404NotFound, detail))
        : new(Of("moment-too-far", "That moment is too far to be computed", StatusCodes.Status422UnprocessableEntity, detail));

    public static ProblemException Overloaded(string detail, TimeSpan retryAfter) =>
        new(Of("overloaded", "Too much at once", StatusCodes.Status429TooManyRequests, detail), retryAfter);

    public static Problem TooManyFailures { get; } =
        Of("too-many-failures", "Too many wrong keys", StatusCodes.Status429TooManyRequests,
            "Too many calls with a wrong key came from this address. Wait, then send a valid one.");

    public static Problem Unexpected { get; } =
        Of("unexpected", "Something went wrong here", StatusCodes.Status500InternalServerError,
            "The call failed for a reason of ours. The log has it under the correlation id.");

    public static ProblemException StoreUnavailable { get; } =
        new(Of("store-unavailable", "The store cannot take or give this now", StatusCodes.Status503ServiceUnavailable,
            "The store cannot be written or read at the moment; nothing was taken. Try again."), TimeSpan.FromSeconds(5));

    public static ProblemException SiteUnreachable { get; } =
        new(Of("site-unreachable", "The site does not answer now", StatusCodes.Status503ServiceUnavailable,
            "The silo that runs the site does not answer. Try again; events sent again are not counted twice."), TimeSpan.FromSeconds(2));

    public static ProblemException NotReady(string detail) =>
        new(Of("not-ready", "Not ready", StatusCodes.Status503ServiceUnavailable, detail), TimeSpan.FromSeconds(2));

    private static ProblemError[] Errors(IReadOnlyList<PlantProblem> problems) => [.. problems.Select(problem => new ProblemError(problem.Path, problem.Detail))];

    private static Problem Of(string name, string title, int status, string detail) =>
        new() { Type = TypePrefix + name, Title = title, Status = status, Detail = detail };
}
