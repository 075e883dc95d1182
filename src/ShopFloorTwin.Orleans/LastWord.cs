using Orleans.Runtime;

namespace ShopFloorTwin.Orleans;

/// <summary>
/// What happens when a silo cannot go on, as when the others have voted it out: in the place of Orleans' own, which crashes the process.
/// Its sites need no farewell: what they acknowledged is in the journal, and others run them.
/// </summary>
internal sealed class LastWord(Action<string> votedOut) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        votedOut($"The silo cannot go on in its cluster: {context ?? exception?.Message}");
}
