using System.Reflection;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Odoo.Tests.Writing;

/// <summary>The process is gone at this point.</summary>
public sealed class StoppedException : Exception;

/// <summary>A site to which something happens just before it takes what is said.</summary>
public class LateSite : DispatchProxy
{
    private ISiteTwin _site = null!;
    private Func<Task> _before = null!;

    public static ISiteTwin Of(ISiteTwin site, Func<Task> before)
    {
        var proxy = Create<ISiteTwin, LateSite>();
        ((LateSite)(object)proxy)._site = site;
        ((LateSite)(object)proxy)._before = before;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(ISiteTwin.AcceptAsync)
        ? LateAsync((IReadOnlyList<CloudEvent>)args![0]!, (CancellationToken)args[1]!)
        : targetMethod.Invoke(_site, args);

    private async ValueTask<IntakeResult> LateAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        await _before();
        return await _site.AcceptAsync(events, cancellation);
    }
}
