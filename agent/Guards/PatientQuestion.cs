namespace Muster.Agent.Guards;

/// <summary>A question to a port that must be answered in time: no answer is an unknown one. While one is open, no other is put.</summary>
/// <param name="ask">Puts it.</param>
/// <param name="unknown">What stands for no answer.</param>
/// <param name="time">The clock.</param>
internal sealed class PatientQuestion<T>(Func<CancellationToken, ValueTask<T>> ask, T unknown, TimeProvider time)
{
    /// <summary>How long an answer is waited for at most.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    private Task<T>? open;

    /// <summary>Puts the question, or waits on for the answer to the open one.</summary>
    /// <param name="patience">How long, 0 or more.</param>
    /// <param name="cancel">Ends the wait, and a question that is new.</param>
    public async Task<T> AskAsync(TimeSpan patience, CancellationToken cancel)
    {
        try
        {
            if (open is null or { IsCompleted: true })
                open = ask(cancel).AsTask();
            return await open.WaitAsync(patience, time, cancel);
        }
        catch (Exception failure) when (failure is TimeoutException or IOException or UnauthorizedAccessException)
        {
            return unknown;
        }
    }
}
