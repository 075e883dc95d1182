using ShopFloorTwin.Orleans.Contracts;

namespace ShopFloorTwin.Orleans.Sites;

/// <summary>Turns what a site gives or throws into an answer.</summary>
internal static class Answered
{
    /// <summary>The answer; an exception that is not to be expected goes on as it is.</summary>
    public static async Task<Carried> By<T>(ValueTask<T> work)
    {
        try
        {
            return Carried.Of(await work);
        }
        catch (Exception failure) when (SiteFault.Of(failure) is { } fault)
        {
            return Carried.Of(fault);
        }
    }
}
