using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Api.Http;

/// <summary>
/// Bounds the calls that are worked on at once, so that a silo under too much load answers the ones it takes and tells the others when to
/// come back. Health is always answered; live streams have a bound of their own.
/// </summary>
internal sealed class Admission(RequestDelegate next)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private int _underWay;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Unbounded>() is not null)
        {
            await next(context);
            return;
        }
        try
        {
            if (Interlocked.Increment(ref _underWay) > Limits.CallsUnderWay)
                throw Problems.Overloaded($"{Limits.CallsUnderWay} calls are under way, which is the limit. Nothing of this one was taken; try again.", RetryAfter);
            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}

/// <summary>Marks an endpoint whose calls are not counted.</summary>
internal sealed class Unbounded;
