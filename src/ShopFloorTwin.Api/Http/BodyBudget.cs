using ShopFloorTwin.Core;

namespace ShopFloorTwin.Api.Http;

/// <summary>Bounds the bytes of all bodies that are being worked on: many large ones at once are told to come back.</summary>
internal sealed class BodyBudget
{
    private long _taken;

    public Lease Open() => new(this);

    /// <summary>What one call holds of the budget; given back when it is disposed.</summary>
    internal sealed class Lease(BodyBudget budget) : IDisposable
    {
        private long _held;

        /// <exception cref="ProblemException">429: too much at once.</exception>
        public void Take(long bytes)
        {
            _held += bytes;
            if (Interlocked.Add(ref budget._taken, bytes) > Limits.BodiesInFlightBytes)
                throw Problems.Overloaded("Too many large bodies are being taken at once. Try again.", TimeSpan.FromSeconds(2));
        }

        public void Dispose() => Interlocked.Add(ref budget._taken, -Interlocked.Exchange(ref _held, 0));
    }
}
