using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ShopFloorTwin.Embedded;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Tests.Fixtures;

/// <summary>An engine under test; disposing stops it in order.</summary>
public sealed record RunningEngine(ITwinEngine Engine, IAsyncDisposable Stop);

/// <summary>Makes the engine the suite runs on.</summary>
public abstract class EngineMaker
{
    public abstract Task<RunningEngine> StartAsync(IStore store, EngineOptions options, TimeProvider time);
}

/// <summary>The one-process engine.</summary>
public sealed class EmbeddedMaker : EngineMaker
{
    public override async Task<RunningEngine> StartAsync(IStore store, EngineOptions options, TimeProvider time)
    {
        var engine = await EmbeddedEngine.StartAsync(store, options, time, NullLogger<EmbeddedEngine>.Instance, TestContext.Current.CancellationToken);
        return new RunningEngine(engine, engine);
    }
}
