using System.Net;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Tests;

/// <summary>Questions to sites that run elsewhere, and calls beyond what one server takes.</summary>
public sealed class ManySitesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_that_does_not_answer_is_named_and_not_waited_for()
    {
        await using var host = await ApiHost.StartAsync();
        var never = new TaskCompletionSource();
        host.Lyon.Silence = never.Task;
        var list = await (await host.Client().GetAsync("/api/v1/sites", Cancellation)).JsonAsync();

        Assert.Equal(["ulm"], list["items"]!.AsArray().Select(site => site!["site"]!.GetValue<string>()));
        var missing = Assert.Single(list["missing"]!.AsArray())!;
        Assert.Equal(("lyon", "It did not answer in time."), (missing["site"]!.GetValue<string>(), missing["reason"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_site_whose_silo_is_gone_is_named_among_many_and_a_problem_alone()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.Silence = Task.FromException(new SiteUnreachableException("The silo of lyon is gone."));

        var list = await (await host.Client().GetAsync("/api/v1/sites", Cancellation)).JsonAsync();
        Assert.Equal("The silo of lyon is gone.", Assert.Single(list["missing"]!.AsArray())!["reason"]!.GetValue<string>());

        var alone = await host.Client().GetAsync("/api/v1/sites/lyon", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, alone.StatusCode);
        Assert.NotNull(alone.Headers.RetryAfter);
        Assert.Equal("site-unreachable", (await alone.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task A_server_is_ready_while_a_site_that_runs_elsewhere_moves()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.Silence = new TaskCompletionSource().Task;
        Assert.Equal(HttpStatusCode.OK, (await host.Client().GetAsync("/health/ready", Cancellation)).StatusCode);

        host.Lyon.Silence = Task.FromException(new SiteUnreachableException("The silo of lyon is gone."));
        host.Time.Move(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await host.Client().GetAsync("/health/ready", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Calls_beyond_the_limit_are_sent_back_while_health_still_answers()
    {
        await using var host = await ApiHost.StartAsync();
        var gate = new TaskCompletionSource();
        host.Lyon.Silence = gate.Task;
        var client = host.Client();
        var held = Enumerable.Range(0, Core.Limits.CallsUnderWay).Select(_ => client.GetAsync("/api/v1/sites/lyon", Cancellation)).ToList();
        // All of them are under way before another one asks: that would take the place of one.
        for (var call = 0; call < held.Count; call++)
            Assert.True(await host.Lyon.SummaryAsked.WaitAsync(TimeSpan.FromMinutes(1), Cancellation), $"only {call} calls are under way");
        var beyond = await client.GetAsync("/api/v1/sites/ulm", Cancellation);

        Assert.Equal(HttpStatusCode.TooManyRequests, beyond.StatusCode);
        Assert.NotNull(beyond.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Cancellation)).StatusCode);
        gate.SetResult();
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/sites/ulm", Cancellation)).StatusCode);
    }
}
