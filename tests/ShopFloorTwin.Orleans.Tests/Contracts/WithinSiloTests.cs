using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using ShopFloorTwin.Orleans.Contracts;

namespace ShopFloorTwin.Orleans.Tests.Contracts;

/// <summary>What stays within a silo is neither written nor copied.</summary>
public sealed class WithinSiloTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer(serializer => serializer.AddAssembly(typeof(Carried).Assembly)).BuildServiceProvider();

    private DeepCopier Copier => _services.GetRequiredService<DeepCopier>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Events_reach_their_site_as_they_are()
    {
        var call = Calls.Single(one => one.GetInterfaceType() == typeof(IFloorGrain) && one.GetMethodName() == nameof(IFloorGrain.AcceptAsync));
        call.SetArgument(0, WireSamples.Events);

        Assert.Same(WireSamples.Events, Copier.Copy(call)!.GetArgument(0));
    }

    [Fact]
    public void Answers_come_back_as_they_are()
    {
        var answer = Carried.Of(WireSamples.Page);

        Assert.Same(answer, Copier.Copy(Response.FromResult(answer))!.GetResult<Carried>());
    }

    private static IEnumerable<IInvokable> Calls => typeof(IFloorGrain).Assembly.GetTypes()
        .Where(type => typeof(IInvokable).IsAssignableFrom(type) && !type.IsAbstract && !type.ContainsGenericParameters)
        .Select(type => (IInvokable)Activator.CreateInstance(type)!);
}
