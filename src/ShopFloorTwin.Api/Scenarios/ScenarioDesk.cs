using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Engine.Scenarios;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Scenarios;

/// <summary>What callers do with kept scenarios: everyone who sees the site reads them, and the key one was kept with, or an admin, changes it.</summary>
internal sealed class ScenarioDesk(Twins twins, ScenarioKeeping keeping, RememberedAnswers answers, ApiOptions options, TimeProvider clock)
{
    public async Task<ScenarioList> ListAsync(string site, string? owner, long? before, int limit, CancellationToken cancellation)
    {
        await twins.FindAsync(site, cancellation);
        var found = await keeping.ListAsync(site, owner, before, limit + 1, cancellation);
        return new ScenarioList([.. found.Take(limit).Select(ScenarioView.Of)], found.Count > limit ? found[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }

    public async Task<ScenarioReadingView> KeepAsync(string site, HttpContext context, CancellationToken cancellation)
    {
        var twin = await twins.FindAsync(site, cancellation);
        var body = await RequestBody.ReadAsync(context, Limits.ScenarioBytes, cancellation);
        return await answers.OnceAsync(context, body, async () =>
        {
            var wanted = Parse(body, clock.GetUtcNow());
            var draft = new ScenarioDraft(
                wanted.Name!, wanted.Note, Caller.Of(context.User).KeyId, Encoding.UTF8.GetBytes(wanted.Edits!.Value.GetRawText()), wanted.ExpiresAt, IdempotencyKey.Of(context.Request));
            return ScenarioReadingView.Of(await keeping.KeepAsync(twin, draft, cancellation));
        });
    }

    /// <summary>Scenarios on the present floor, one floor for all of them.</summary>
    public async Task<IReadOnlyList<KeptScenario>> ReadAsync(string site, IReadOnlyList<string> ids, HttpContext context, CancellationToken cancellation)
    {
        var twin = await twins.ReadAsync(site, context.Request, cancellation);
        var stored = new List<StoredScenario>();
        foreach (var id in ids)
            stored.Add(await FindAsync(site, id, cancellation));
        return await keeping.ReadAsync(twin, stored, Caller.Of(context.User).KeyId, cancellation);
    }

    public async Task<ScenarioReadingView> RebaseAsync(string site, string id, HttpContext context, CancellationToken cancellation)
    {
        var twin = await twins.ReadAsync(site, context.Request, cancellation);
        var caller = Caller.Of(context.User);
        return ScenarioReadingView.Of(await keeping.RebaseAsync(twin, await FindOwnAsync(site, id, caller, cancellation), caller.KeyId, cancellation));
    }

    public async Task<CommitAnswer> CommitAsync(string site, string id, HttpContext context, CancellationToken cancellation)
    {
        var twin = await twins.ReadAsync(site, context.Request, cancellation);
        var stored = await FindAsync(site, id, cancellation);
        var committed = await keeping.CommitAsync(twin, stored, Caller.Of(context.User).KeyId, await twins.NowAsync(twin, cancellation), Correlation.TraceParent, cancellation);
        return new CommitAnswer(id, committed.CommittedAt, committed.Decisions, committed.Position, options.ErpOf(site));
    }

    public async Task DeleteAsync(string site, string id, HttpContext context, CancellationToken cancellation)
    {
        await twins.FindAsync(site, cancellation);
        await FindOwnAsync(site, id, Caller.Of(context.User), cancellation);
        await keeping.RemoveAsync(site, id, cancellation);
    }

    private async ValueTask<StoredScenario> FindAsync(string site, string id, CancellationToken cancellation) =>
        await keeping.FindAsync(site, id, cancellation) ?? throw Problems.Unknown("scenario", id);

    private async ValueTask<StoredScenario> FindOwnAsync(string site, string id, Caller caller, CancellationToken cancellation)
    {
        var found = await FindAsync(site, id, cancellation);
        return found.Owner == caller.KeyId || caller.HasAny([Roles.Admin])
            ? found
            : throw new ProblemException(Problems.Forbidden with { Detail = $"Scenario {id} is changed by the key it was kept with, or an admin." });
    }

    private static NewScenario Parse(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var wanted = JsonBody.Parse(body, ApiJson.Default.NewScenario);
        if (wanted.Name is not { Length: > 0 and <= Limits.IdChars } name || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
            throw Problems.MalformedBody($"'name' has 1 to {Limits.IdChars} characters, no control characters among them.");
        if (wanted.Note?.Length > Limits.TextChars)
            throw Problems.MalformedBody($"'note' has at most {Limits.TextChars} characters.");
        if (wanted.ExpiresAt <= now || wanted.ExpiresAt > now.AddDays(Limits.KeptScenarioDaysMax))
            throw Problems.MalformedBody($"'expiresAt' lies in the future, and at most {Limits.KeptScenarioDaysMax} days ahead.");
        if (wanted.Edits is not { } edits)
            throw Problems.MalformedBody("'edits' is needed.");
        var reading = EditReader.Read(Encoding.UTF8.GetBytes(edits.GetRawText()));
        return reading.Edits switch
        {
            null => throw Problems.EditsDoNotFit(reading.Problems),
            { Count: 0 } => throw Problems.EditsDoNotFit([new PlantProblem("$.edits", "must not be empty")]),
            _ => wanted,
        };
    }
}
