using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>
/// The writer of one Odoo. Takes what is due under its lease, most urgent lane first, one at a time of each record, many records in
/// one call; marks every step before and after it is taken; reads back what was written. May be stopped anywhere: what was marked
/// tells the next one where to go on. Not safe for concurrent use.
/// </summary>
public sealed class OdooWriter
{
    private const int Lanes = 3;
    private readonly IOdooClient _odoo;
    private readonly IIntents _intents;
    private readonly OdooWriterOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string> _passed;
    private readonly MakeStep _make;
    private readonly ChangeStep _change;
    private readonly EndStep _end;
    private readonly RecordForms _forms;
    private DateTimeOffset _pausedUntil;

    public OdooWriter(IOdooClient odoo, IIntents intents, OdooWriterOptions options, TimeProvider time)
        : this(odoo, intents, options, time, static _ => { })
    {
    }

    /// <param name="passed">Hears of every place where a process may die.</param>
    internal OdooWriter(IOdooClient odoo, IIntents intents, OdooWriterOptions options, TimeProvider time, Action<string> passed)
    {
        (_odoo, _intents, _options, _time, _passed) = (odoo, intents, options, time, passed);
        Finder = new RecordFinder(odoo);
        _forms = new RecordForms(Finder, time);
        _make = new MakeStep(odoo, RowAsync);
        _change = new ChangeStep(odoo, intents, Finder);
        _end = new EndStep(odoo, intents, Finder, time);
    }

    public string Instance => _odoo.Instance;

    internal RecordFinder Finder { get; }

    /// <summary>The lease of the last round; null while another writer has the instance.</summary>
    public WriterLease? Lease { get; private set; }

    /// <summary>One look at what is due, and everything that can be done about it.</summary>
    /// <returns>How many steps were marked; 0: there is nothing to do now, Odoo is away, or another writer has it.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be read or written.</exception>
    public async ValueTask<int> RunOnceAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        if (now < _pausedUntil)
            return 0;
        Lease = await _intents.TakeAsync(Instance, _options.Holder, now, _options.LeaseLife, cancellation);
        if (Lease is not { } lease)
            return 0;
        var due = await _intents.DueAsync(Instance, now, _options.Quiet?.Hold(now) == true ? 1 : Lanes, _options.WritesPerCall, cancellation);
        await Finder.PrimeAsync(due.Select(one => one.Intent.Record), cancellation);
        var round = new WriterRound(_intents, lease, _options, _time, _passed);
        try
        {
            foreach (var step in due.GroupBy(one => Group(ErpWrite.Of(one.Intent.Content))))
            {
                if (round.Away is not null)
                    break;
                await RunAsync(round, step.Key, [.. step], cancellation);
            }
        }
        catch (LeaseLostException)
        {
            Lease = null;
            return 0;
        }
        if (round.Away is not { } away)
            return round.Marks;
        _pausedUntil = _time.GetUtcNow() + away;
        return 0;
    }

    /// <summary>Forgets what was finished long ago, and what was found in Odoo by name.</summary>
    public async ValueTask TidyAsync(CancellationToken cancellation)
    {
        await _intents.PruneAsync(Instance, _time.GetUtcNow() - _options.Keep, cancellation);
        Finder.Forget();
    }

    /// <summary>Lets the next writer begin at once.</summary>
    public async ValueTask ReleaseAsync()
    {
        if (Lease is { } lease)
            await _intents.ReleaseAsync(lease, _time.GetUtcNow(), CancellationToken.None);
        Lease = null;
    }

    private async ValueTask RunAsync(WriterRound round, ErpStep step, IReadOnlyList<StoredIntent> due, CancellationToken cancellation)
    {
        switch (step)
        {
            case ErpStep.Make:
                await _make.RunAsync(round, due, cancellation);
                break;
            case ErpStep.Change:
                await _change.RunAsync(round, Instance, due, cancellation);
                break;
            default:
                foreach (var one in due)
                {
                    if (round.Away is null)
                        await _end.RunAsync(round, one, cancellation);
                }
                break;
        }
    }

    /// <summary>News of an activity are written into it; of anything else that was made they are a note in its history.</summary>
    private static ErpStep Group(ErpWrite write) => write.Step != ErpStep.Update ? write.Step
        : write.Action.Kind is ActionKind.Activity or ActionKind.QualityAlert or ActionKind.Block ? ErpStep.End : ErpStep.Make;

    private async ValueTask<RecordRow?> RowAsync(StoredIntent one, CancellationToken cancellation)
    {
        var write = ErpWrite.Of(one.Intent.Content);
        if (write.Step != ErpStep.Update)
            return await _forms.RowAsync(one.Intent, write, cancellation);
        var prefix = $"{one.Intent.Decision}.{write.Index}.make";
        var made = (await _intents.OfDecisionAsync(Instance, one.Intent.Site, one.Intent.Decision, cancellation))
            .Where(other => other.Intent.Id == prefix).Select(other => ErpResult.Of(other.Result)).FirstOrDefault();
        if (made is not { Id: > 0 })
            return null;
        var (model, cells) = await RecordForms.NoteAsync(new OdooRecord(made.Model, made.Id), write.Text);
        return new RecordRow(model, [new("id", DecisionIntents.ExternalId(one.Intent)), .. cells]);
    }
}
