using ShopFloorTwin.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Scenarios;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Http;

/// <summary>Turns whatever goes wrong behind it into a problem; what the caller gave up on stays quiet.</summary>
internal sealed partial class Errors(RequestDelegate next, ILogger<Errors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var correlation = Correlation.Begin(context);
        try
        {
            await next(context);
            if (Plain(context) is { } problem)
                await ProblemWriter.WriteAsync(context, problem);
        }
        catch (Exception error) when (context.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            var (problem, retryAfter) = Translate(error, correlation);
            context.Response.Clear();
            context.Response.Headers[Correlation.Header] = correlation;
            SecurityHeaders.Write(context.Response.Headers);
            await ProblemWriter.WriteAsync(context, problem, retryAfter);
        }
    }

    private (Problem Problem, TimeSpan? RetryAfter) Translate(Exception error, string correlation)
    {
        switch (error)
        {
            case ProblemException known:
                return (known.Problem, known.RetryAfter);
            case QueryException query:
                return (Problems.BadParameter(query.Parameter, query.Detail).Problem, null);
            case PastMomentException past:
                return (Problems.PastOutOfReach(past.Message, past.Fault == PastMomentFault.OutsideJournal).Problem, null);
            case ScenarioException refused:
                return (Problems.Of(refused), null);
            case PictureUnavailableException none:
                return (Problems.NotReady(none.Message).Problem, null);
            case SiteUnreachableException unreachable:
                return (Problems.SiteUnreachable.Problem with { Detail = unreachable.Message }, Problems.SiteUnreachable.RetryAfter);
            case OverloadedException overloaded:
                return (Problems.Overloaded(overloaded.Message, overloaded.RetryAfter).Problem, overloaded.RetryAfter);
            case StoreUnavailableException unavailable:
                StoreFailed(unavailable, correlation);
                return (Problems.StoreUnavailable.Problem, Problems.StoreUnavailable.RetryAfter);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return (Problems.TooLarge("The body is larger than this call takes.").Problem, null);
            case BadHttpRequestException bad:
                return (Problems.BadRequest("The request broke off or is not proper HTTP.").Problem with { Status = bad.StatusCode }, null);
            default:
                Failed(error, correlation);
                return (Problems.Unexpected, null);
        }
    }

    private static Problem? Plain(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.ContentType is not null || response.ContentLength is not null)
            return null;
        return response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problems.NoSuchRoute,
            StatusCodes.Status405MethodNotAllowed => Problems.WrongMethod,
            StatusCodes.Status400BadRequest => Problems.BadRequest("The request cannot be understood.").Problem,
            StatusCodes.Status415UnsupportedMediaType => Problems.WrongMediaType(context.Request.ContentType, Takes(context.Request.Path)).Problem,
            _ => null,
        };
    }

    // Routing has answered in the place of the endpoint: only the path is left to tell what it takes.
    private static string[] Takes(PathString path) =>
        path.Value?.EndsWith("/events", StringComparison.Ordinal) == true ? [EventFormats.Single, EventFormats.Batch, EventFormats.Lines] : ["application/json"];

    [LoggerMessage(LogLevel.Error, "Call {Correlation} failed")]
    private partial void Failed(Exception error, string correlation);

    [LoggerMessage(LogLevel.Warning, "Call {Correlation}: the store is unavailable")]
    private partial void StoreFailed(Exception error, string correlation);
}
