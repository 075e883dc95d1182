using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Core;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary>Deny by default: who may call what, and where.</summary>
public sealed class AccessTests
{
    [Fact]
    public async Task Every_endpoint_has_a_policy_and_every_policy_an_endpoint()
    {
        await using var host = await ApiHost.StartAsync();
        var names = host.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.RoutePattern.RawText!).ToList();
        Assert.Equal(Policies.Table.Keys.Order(), names.Order());
    }

    [Fact]
    public async Task An_endpoint_without_a_policy_is_denied_even_to_the_admin()
    {
        await using var host = await ApiHost.StartAsync(map: app => app.MapGet("/forgotten", () => "open"));
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Client().GetAsync("/forgotten")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client(null).GetAsync("/forgotten")).StatusCode);
    }

    [Fact]
    public async Task Every_endpoint_answers_only_its_roles_at_their_own_sites()
    {
        await using var host = await ApiHost.StartAsync();
        var wrong = new List<string>();
        foreach (var role in Roles.All)
        {
            var key = await host.KeyAsync(role, "lyon");
            foreach (var (name, method, pattern) in Calls(host))
            {
                var policy = Policies.Find(name)!;
                var allowed = policy.IsAnonymous || policy.Roles.Contains(role);
                Check(await SendAsync(host, key, method, pattern, "lyon"), allowed, $"{role} {name} at home");
                if (pattern.Contains("{site}", StringComparison.Ordinal))
                {
                    Check(await SendAsync(host, key, method, pattern, "ulm"), false, $"{role} {name} at a foreign site");
                    Check(await SendAsync(host, key, method, pattern, "oslo"), false, $"{role} {name} at no site");
                }
            }
        }
        foreach (var (name, method, pattern) in Calls(host).Where(call => !Policies.Find(call.Name)!.IsAnonymous))
        {
            if (await SendAsync(host, null, method, pattern, "lyon") != HttpStatusCode.Unauthorized)
                wrong.Add($"{name} without a key");
        }
        Assert.Empty(wrong);

        void Check(HttpStatusCode status, bool allowed, string what)
        {
            if (allowed == (status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized))
                wrong.Add($"{what}: {status}");
        }
    }

    [Fact]
    public async Task A_foreign_site_and_one_that_does_not_exist_answer_alike()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.Client(await host.KeyAsync(Roles.Admin, "lyon"));
        var foreign = await (await client.GetAsync("/api/v1/sites/ulm")).ProblemAsync();
        var missing = await (await client.GetAsync("/api/v1/sites/oslo")).ProblemAsync();
        foreign["correlationId"] = missing["correlationId"] = null;
        Assert.Equal(foreign.ToJsonString(), missing.ToJsonString());
    }

    [Fact]
    public async Task The_list_of_sites_shows_only_the_keys_own()
    {
        await using var host = await ApiHost.StartAsync();
        var list = await (await host.Client(await host.KeyAsync(Roles.Viewer, "ulm")).GetAsync("/api/v1/sites")).JsonAsync();
        Assert.Equal(["ulm"], list["items"]!.AsArray().Select(site => site!["site"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_challenge_says_how_to_authenticate()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client(null).GetAsync("/api/v1/sites");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("unauthenticated", (await answer.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task A_made_key_opens_until_it_is_revoked()
    {
        await using var host = await ApiHost.StartAsync();
        var made = await host.Client().PostAsync("/api/v1/keys", Json(new { name = "line 1", roles = new[] { "integrator" }, sites = new[] { "lyon" } }));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var issued = await made.JsonAsync();
        var token = issued["token"]!.GetValue<string>();
        Assert.Matches("^sft_[a-z0-9]+_[A-Za-z0-9_-]{43}$", token);
        var secret = token.Split('_', 3)[2];
        Assert.DoesNotContain(secret, Encoding.UTF8.GetString((await host.Store.ListAsync(CancellationToken.None)).Single().Hash), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await host.Client().GetStringAsync("/api/v1/keys"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await host.Client(token).GetAsync("/api/v1/sites/lyon")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Client().DeleteAsync($"/api/v1/keys/{issued["key"]!["id"]!.GetValue<string>()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client(token).GetAsync("/api/v1/sites/lyon")).StatusCode);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_expires()
    {
        await using var host = await ApiHost.StartAsync();
        var body = new { name = "visitor", roles = new[] { "viewer" }, sites = new[] { "*" }, expiresAt = host.Time.GetUtcNow().AddHours(1) };
        var token = (await (await host.Client().PostAsync("/api/v1/keys", Json(body))).JsonAsync())["token"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await host.Client(token).GetAsync("/api/v1/sites")).StatusCode);
        host.Time.Move(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client(token).GetAsync("/api/v1/sites")).StatusCode);
    }

    [Fact]
    public async Task Two_keys_are_good_at_once_while_one_replaces_the_other()
    {
        await using var host = await ApiHost.StartAsync();
        var (old, young) = (await host.KeyAsync(Roles.Integrator, "lyon"), await host.KeyAsync(Roles.Integrator, "lyon"));
        Assert.Equal(HttpStatusCode.OK, (await host.Client(old).GetAsync("/api/v1/sites/lyon")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client(young).GetAsync("/api/v1/sites/lyon")).StatusCode);
    }

    [Fact]
    public async Task An_admin_of_one_site_makes_and_sees_no_keys_beyond_it()
    {
        await using var host = await ApiHost.StartAsync();
        await host.KeyAsync(Roles.Viewer, "ulm");
        var client = host.Client(await host.KeyAsync(Roles.Admin, "lyon"));
        foreach (var sites in (string[][])[["*"], ["ulm"], ["lyon", "ulm"]])
            Assert.Equal("invalid-key", (await (await client.PostAsync("/api/v1/keys", Json(new { name = "x", roles = new[] { "admin" }, sites }))).ProblemAsync()).Kind());
        Assert.Single((await (await client.GetAsync("/api/v1/keys")).JsonAsync())["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"name":"x","roles":["king"],"sites":["*"]}""", "invalid-key")]
    [InlineData("""{"name":"","roles":["admin"],"sites":["*"]}""", "invalid-key")]
    [InlineData("""{"name":"x","roles":["admin"],"sites":[]}""", "invalid-key")]
    [InlineData("""{"name":"x","roles":["admin"],"sites":["../x"]}""", "invalid-key")]
    [InlineData("""{"name":"x","roles":["admin"],"sites":["*"],"expiresAt":"2001-01-01T00:00:00Z"}""", "invalid-key")]
    [InlineData("""{"name":"x","roles":["admin"],"sites":["*"],"expiresAt":"soon"}""", "malformed-body")]
    [InlineData("""{"name":""", "malformed-body")]
    [InlineData("null", "malformed-body")]
    public async Task A_wrong_key_request_is_a_problem(string body, string kind)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().PostAsync("/api/v1/keys", Body(body, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(kind, (await answer.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task The_same_idempotency_key_makes_one_key_and_another_body_none()
    {
        await using var host = await ApiHost.StartAsync();
        var first = await (await PostKeyAsync("line 1")).JsonAsync();
        var second = await (await PostKeyAsync("line 1")).JsonAsync();
        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Single(await host.Store.ListAsync(CancellationToken.None));
        var other = await PostKeyAsync("line 2");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("idempotency-mismatch", (await other.ProblemAsync()).Kind());

        async Task<HttpResponseMessage> PostKeyAsync(string name)
        {
            var call = new HttpRequestMessage(HttpMethod.Post, "/api/v1/keys") { Content = Json(new { name, roles = new[] { "viewer" }, sites = new[] { "*" } }) };
            call.Headers.Add("Idempotency-Key", "k-1");
            return await host.Client().SendAsync(call);
        }
    }

    [Fact]
    public async Task Wrong_keys_are_slowed_down_but_do_not_lock_out_a_key_that_was_good()
    {
        await using var host = await ApiHost.StartAsync();
        var key = await host.KeyAsync(Roles.Viewer, "lyon");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client("guess").GetAsync("/api/v1/sites")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client(key).GetAsync("/api/v1/sites")).StatusCode);
        for (var i = 1; i < Limits.FailedKeysPerMinute; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client($"sft_guess_{i}").GetAsync("/api/v1/sites")).StatusCode);

        var slowed = await host.Client("one more guess").GetAsync("/api/v1/sites");
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.NotNull(slowed.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await host.Client().GetAsync("/api/v1/sites")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client(key).GetAsync("/api/v1/sites")).StatusCode);
        host.Time.Move(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, (await host.Client().GetAsync("/api/v1/sites")).StatusCode);
    }

    [Fact]
    public async Task The_first_key_is_made_once_and_only_without_a_bootstrap_key()
    {
        await using var host = await ApiHost.StartAsync(options => options with { BootstrapKey = null });
        var token = await host.Services.EnsureFirstKeyAsync(CancellationToken.None);
        Assert.NotNull(token);
        Assert.Null(await host.Services.EnsureFirstKeyAsync(CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, (await host.Client(token).GetAsync("/api/v1/keys")).StatusCode);

        await using var other = await ApiHost.StartAsync();
        Assert.Null(await other.Services.EnsureFirstKeyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task While_the_store_is_away_known_keys_still_open_for_a_while()
    {
        await using var host = await ApiHost.StartAsync();
        var key = await host.KeyAsync(Roles.Viewer, "lyon");
        Assert.Equal(HttpStatusCode.OK, (await host.Client(key).GetAsync("/api/v1/sites/lyon")).StatusCode);
        host.Store.IsUnavailable = true;
        host.Time.Move(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, (await host.Client(key).GetAsync("/api/v1/sites/lyon")).StatusCode);
        host.Time.Move(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Client(key).GetAsync("/api/v1/sites/lyon")).StatusCode);
    }

    private static IEnumerable<(string Name, string Method, string Pattern)> Calls(ApiHost host) =>
        from endpoint in host.Endpoints
        let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (name, method, endpoint.RoutePattern.RawText!);

    private static async Task<HttpStatusCode> SendAsync(ApiHost host, string? key, string method, string pattern, string site)
    {
        var path = pattern.Replace("{site}", site, StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("{**id}", "X", StringComparison.Ordinal).Replace("{id:long}", "1", StringComparison.Ordinal).Replace("{id}", "none", StringComparison.Ordinal);
        using var answer = await host.Client(key).SendAsync(new HttpRequestMessage(new HttpMethod(method), path), HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
