using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Api.Http;

/// <summary>
/// Gives the same answer to the same <c>Idempotency-Key</c>, for calls that leave no other trace to tell a repetition by.
/// Remembers for minutes, of a bounded number of calls; what changed the journal is known by the journal itself.
/// </summary>
internal sealed class RememberedAnswers(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Runs the call, unless it ran before under its key: then the answer it gave.</summary>
    /// <exception cref="ProblemException">422: the key came before with another body.</exception>
    public async Task<T> OnceAsync<T>(HttpContext context, ReadOnlyMemory<byte> body, Func<Task<T>> call)
    {
        if (IdempotencyKey.Of(context.Request) is not { } key)
            return await call();
        var hash = SHA256.HashData(body.Span);
        var scope = $"{Caller.Of(context.User).KeyId} {context.Request.Method} {context.Request.Path} {key}";
        var entry = Find(scope, hash, () => call());
        if (!entry.BodyHash.AsSpan().SequenceEqual(hash))
            throw Problems.IdempotencyMismatch(key);
        try
        {
            return await (Task<T>)entry.Answer.Value;
        }
        catch
        {
            // What failed may be tried again under the same key.
            lock (_entries)
                _entries.Remove(scope);
            throw;
        }
    }

    private Entry Find(string scope, byte[] hash, Func<Task> call)
    {
        lock (_entries)
        {
            if (_entries.TryGetValue(scope, out var known) && clock.GetElapsedTime(known.At) < Life)
                return known;
            if (_entries.Count >= Limits.RememberedAnswers)
                DropOldest();
            return _entries[scope] = new Entry(hash, clock.GetTimestamp(), new Lazy<Task>(call));
        }
    }

    private void DropOldest()
    {
        foreach (var (scope, _) in _entries.OrderBy(entry => entry.Value.At).Take(Limits.RememberedAnswers / 10).ToList())
            _entries.Remove(scope);
    }

    private sealed record Entry(byte[] BodyHash, long At, Lazy<Task> Answer);
}
