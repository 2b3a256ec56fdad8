namespace Muster.Local.Engine;

/// <summary>Wakes one waiter; rings while nobody waits are kept, many as one.</summary>
internal sealed class AsyncBell(TimeProvider time)
{
    private readonly Lock gate = new();
    private TaskCompletionSource rung = New();

    public void Ring()
    {
        lock (gate)
            rung.TrySetResult();
    }

    /// <summary>Waits for a ring, at most so long.</summary>
    public async Task WaitAsync(TimeSpan most)
    {
        try
        {
            await rung.Task.WaitAsync(most, time);
        }
        catch (TimeoutException)
        {
            return;
        }

        lock (gate)
            rung = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
