using System.Net;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary>The page, and how a browser gets to see it.</summary>
public sealed class BoardTests
{
    [Fact]
    public async Task The_board_shows_orders_with_fan_cause_and_local_time()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.OrderList.AddRange([Order("MO-1", Risk.Late), Order("MO-2")]);
        host.Lyon.WorkCenterList.Add(WorkCenter("WC-1", MachineState.Aborted));
        var page = await host.Client().GetStringAsync("/");
        Assert.Contains("MO-1", page, StringComparison.Ordinal);
        Assert.Contains("Acme is 3 days late with C-10", page, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"fan\"", page, StringComparison.Ordinal);
        Assert.Contains("Tue 3 Nov 12:00", page, StringComparison.Ordinal);
        Assert.Contains("aborted for 1 h 15 min", page, StringComparison.Ordinal);
        Assert.Contains("1.23 M EUR", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_says_how_many_decisions_wait_for_approval()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.OrderList.Add(Order("MO-1", Risk.Late));
        Assert.DoesNotContain("for approval", await host.Client().GetStringAsync("/board/lyon"), StringComparison.Ordinal);

        host.Lyon.DecisionList.AddRange([DecisionTests.Decision("D-1"), DecisionTests.Decision("D-2")]);
        Assert.Contains("<a href=\"/api/v1/sites/lyon/decisions?state=proposed\">2 decisions wait for approval</a>", await host.Client().GetStringAsync("/board/lyon/rows"), StringComparison.Ordinal);
        Assert.Equal([DecisionState.Proposed], host.Lyon.LastDecisionQuery!.States);
    }

    [Fact]
    public async Task Hostile_ids_are_shown_as_text()
    {
        await using var host = await ApiHost.StartAsync();
        const string Hostile = "\"><script>alert(1)</script>";
        host.Lyon.OrderList.Add(Order(Hostile, Risk.Late, Hostile) with
        {
            Causes = [new CauseView("capacity", Hostile, Hostile, 1, 1, Hostile, [new Core.Forecast.ChainLink(Hostile, Hostile)])],
        });
        host.Lyon.WorkCenterList.Add(WorkCenter("WC-1", MachineState.Aborted) with { Name = Hostile });
        foreach (var path in (string[])["/", "/board/lyon", "/board/lyon/rows", "/board/lyon/orders/" + Uri.EscapeDataString(Hostile)])
        {
            var page = await host.Client().GetStringAsync(path);
            Assert.DoesNotContain("<script>", page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_order_shows_its_operations_and_chains()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.OrderList.Add(Order("WH/MO/7", Risk.Late));
        var page = await host.Client().GetStringAsync("/board/lyon/orders/WH%2FMO%2F7");
        Assert.Contains("running", page, StringComparison.Ordinal);
        Assert.Contains("component/C-10", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_allow_no_foreign_script_or_frame()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().GetAsync("/");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        foreach (var (path, type) in ((string, string)[])[("/board.js", "text/javascript"), ("/board.css", "text/css")])
            Assert.Equal(type, (await host.Client(null).GetAsync(path)).Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_key_in_the_address_opens_the_board_once_and_never_reaches_the_log()
    {
        await using var host = await ApiHost.StartAsync(options => options with { BootstrapKey = null });
        var token = (await host.Services.EnsureFirstKeyAsync(CancellationToken.None))!;
        var opened = await Browse(host, $"/?key={token}");
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        var cookie = opened.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);

        var session = cookie.Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, (await Browse(host, "/", session)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Browse(host, "/api/v1/sites/lyon/orders", session)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Browse(host, $"/?key={token}")).StatusCode);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_reads_and_changes_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        var session = await LogInAsync(host, ApiHost.AdminKey);
        var call = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sites/lyon/events") { Content = Body(Event("a"), OneEvent) };
        call.Headers.Add("Cookie", session);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client(null).SendAsync(call)).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_with_its_key_its_time_or_its_logout()
    {
        await using var host = await ApiHost.StartAsync();
        var session = await LogInAsync(host, ApiHost.AdminKey);
        Assert.Equal(HttpStatusCode.OK, (await Browse(host, "/", session)).StatusCode);
        var logout = new HttpRequestMessage(HttpMethod.Post, "/logout");
        logout.Headers.Add("Cookie", session);
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Client(null).SendAsync(logout)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Browse(host, "/", session)).StatusCode);

        var other = await LogInAsync(host, ApiHost.AdminKey);
        host.Time.Move(TimeSpan.FromHours(13));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Browse(host, "/", other)).StatusCode);

        var viewer = await LogInAsync(host, await host.KeyAsync(Roles.Viewer, "lyon"));
        Assert.Equal(HttpStatusCode.OK, (await Browse(host, "/board/lyon", viewer)).StatusCode);
        await host.Client().DeleteAsync($"/api/v1/keys/{(await host.Store.ListAsync(CancellationToken.None)).Single().KeyId}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Browse(host, "/board/lyon", viewer)).StatusCode);
    }

    [Fact]
    public async Task A_browser_without_a_session_is_asked_for_a_key()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await Browse(host, "/");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("<form class=\"login\" method=\"post\" action=\"/login\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    public async Task A_login_form_of_another_site_is_refused(string header, string value)
    {
        await using var host = await ApiHost.StartAsync();
        var call = Login(ApiHost.AdminKey);
        call.Headers.Add(header, value);
        var answer = await host.Client(null).SendAsync(call);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_wrong_key_in_the_form_opens_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client(null).SendAsync(Login("wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_board_of_a_foreign_site_is_a_page_that_says_no()
    {
        await using var host = await ApiHost.StartAsync();
        var session = await LogInAsync(host, await host.KeyAsync(Roles.Viewer, "lyon"));
        var answer = await Browse(host, "/board/ulm", session);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("ulm", await (await Browse(host, "/board/lyon", session)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Login(string key) =>
        new(HttpMethod.Post, "/login") { Content = new FormUrlEncodedContent([new("key", key)]) };

    private static async Task<string> LogInAsync(ApiHost host, string key)
    {
        var answer = await host.Client(null).SendAsync(Login(key));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static async Task<HttpResponseMessage> Browse(ApiHost host, string path, string? cookie = null)
    {
        var call = new HttpRequestMessage(HttpMethod.Get, path);
        call.Headers.Add("Accept", "text/html,application/xhtml+xml");
        if (cookie is not null)
            call.Headers.Add("Cookie", cookie);
        return await host.Client(null).SendAsync(call);
    }
}
