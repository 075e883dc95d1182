namespace ShopFloorTwin.LoadTests.Writing;

/// <summary>Who is killed.</summary>
internal enum Victim
{
    Silo,
    Odoo,
    Database,
}

/// <summary>Where in the midst of a call somebody is killed.</summary>
internal enum KillPhase
{
    /// <summary>The call has left the writer and has not reached Odoo.</summary>
    Before,

    /// <summary>Odoo is at it.</summary>
    Within,

    /// <summary>Odoo has committed and answered; the writer has not heard.</summary>
    BeforeAnswer,

    /// <summary>The writer has the answer, and is about to note it.</summary>
    After,
}

/// <summary>One kill that waits for its moment: the n-th call of the writer from now on, in one of its phases.</summary>
internal sealed class KillMoment(int calls, KillPhase phase, TimeSpan delay, Func<Task> kill)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = calls;

    /// <summary>Ends when the victim has been killed.</summary>
    public Task Done => _done.Task;

    public async Task<ProxiedReply?> TurnAsync(ProxiedCall call, Func<Task<ProxiedReply?>> forward)
    {
        if (call.Method is not ("load" or "write" or "web_save_multi" or "button_plan" or "read") || Interlocked.Decrement(ref _left) != -1)
            return await forward();
        if (phase == KillPhase.Before)
            await KillAsync();
        var answer = forward();
        if (phase == KillPhase.Within)
        {
            await Task.Delay(delay);
            await KillAsync();
        }
        var reply = await answer;
        if (phase == KillPhase.BeforeAnswer)
            await KillAsync();
        else if (phase == KillPhase.After)
            _ = Task.Run(async () =>
            {
                await Task.Delay(delay);
                await KillAsync();
            });
        return reply;
    }

    /// <summary>No call came: it is killed all the same.</summary>
    public async Task NowAsync()
    {
        if (Interlocked.Exchange(ref _left, int.MinValue / 2) >= 0)
            await KillAsync();
        await Done;
    }

    private async Task KillAsync()
    {
        try
        {
            await kill();
            _done.TrySetResult();
        }
        catch (Exception failure)
        {
            _done.TrySetException(failure);
        }
    }
}
