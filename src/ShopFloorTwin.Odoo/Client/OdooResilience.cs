using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>
/// Retries and the circuit breaker. What surely was not done (a conflict, an Odoo that is away) is tried again whatever the
/// call; what may have been done only where the call may be repeated. The breaker is one for all calls of the instance.
/// </summary>
internal sealed class OdooResilience
{
    /// <summary>Tries within <see cref="Sampling"/> before the breaker judges.</summary>
    private const int TriesToJudge = 10;

    private const double ShareOfFailures = 0.9;
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline<OdooAnswer> repeatable;
    private readonly ResiliencePipeline<OdooAnswer> once;

    public OdooResilience(OdooPatience patience, TimeProvider time, Action retrying)
    {
        var breaker = new ResiliencePipelineBuilder<OdooAnswer> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<OdooAnswer>
            {
                FailureRatio = ShareOfFailures,
                MinimumThroughput = TriesToJudge,
                SamplingDuration = Sampling,
                BreakDuration = patience.BreakFor,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { } answer && (answer.Outcome.IsOutage() || answer.Outcome == OdooOutcome.Unknown)),
            })
            .Build();
        repeatable = Retrying(patience, time, retrying, static outcome => IsUndone(outcome) || outcome == OdooOutcome.Unknown).AddPipeline(breaker).Build();
        once = Retrying(patience, time, retrying, IsUndone).AddPipeline(breaker).Build();
    }

    /// <exception cref="BrokenCircuitException">Nothing is sent for a while.</exception>
    public ValueTask<OdooAnswer> RunAsync(OdooCall call, Func<CancellationToken, ValueTask<OdooAnswer>> attempt, CancellationToken cancellation) =>
        (call.Safety == CallSafety.Once ? once : repeatable).ExecuteAsync(static (run, token) => run(token), attempt, cancellation);

    private static bool IsUndone(OdooOutcome outcome) => outcome is OdooOutcome.Conflict or OdooOutcome.Transient or OdooOutcome.Database;

    private static ResiliencePipelineBuilder<OdooAnswer> Retrying(OdooPatience patience, TimeProvider time, Action retrying, Func<OdooOutcome, bool> mayAgain)
    {
        var builder = new ResiliencePipelineBuilder<OdooAnswer> { TimeProvider = time };
        return patience.Attempts < 2 ? builder : builder.AddRetry(new RetryStrategyOptions<OdooAnswer>
        {
            MaxRetryAttempts = patience.Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = patience.FirstWait,
            MaxDelay = patience.LongestWait,
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Result is { } answer && mayAgain(answer.Outcome) && (answer.RetryAfter ?? TimeSpan.Zero) <= patience.LongestRetryAfter),
            DelayGenerator = static args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter),
            OnRetry = _ =>
            {
                retrying();
                return default;
            },
        });
    }
}
