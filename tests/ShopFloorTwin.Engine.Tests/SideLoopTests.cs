using ShopFloorTwin.Engine.Pictures;

namespace ShopFloorTwin.Engine.Tests;

public sealed class SideLoopTests
{
    [Fact]
    public async Task What_comes_after_each_wait_runs_on_the_thread_it_was_begun_on()
    {
        var threads = new List<int>();
        var caller = Environment.CurrentManagedThreadId;

        await SideThread.RunAsync(async () =>
        {
            for (var wait = 0; wait < 5; wait++)
            {
                threads.Add(Environment.CurrentManagedThreadId);
                await Task.Run(() => { }, TestContext.Current.CancellationToken);
            }
        });

        Assert.Single(threads.Distinct());
        Assert.DoesNotContain(caller, threads);
    }

    [Fact]
    public async Task What_the_work_throws_after_a_wait_reaches_who_waits_for_it() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => SideThread.RunAsync(async () =>
        {
            await Task.Run(() => { }, TestContext.Current.CancellationToken);
            throw new InvalidDataException("damaged");
        }));
}
