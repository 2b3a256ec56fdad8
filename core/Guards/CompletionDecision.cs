namespace Muster.Guards;

/// <summary>Whether an agent's work is complete because its completion file says so.</summary>
public sealed record CompletionDecision
{
    private CompletionDecision(TimeSpan? left, string? reason) => (Left, Reason) = (left, reason);

    /// <summary>Whether the file was there for the whole delay.</summary>
    public bool IsComplete => Left == TimeSpan.Zero;

    /// <summary>What is left of the delay; zero: complete; null: the file is not there.</summary>
    public TimeSpan? Left { get; }

    /// <summary>What was seen, in a sentence; null: the file is not there.</summary>
    public string? Reason { get; }

    /// <summary>Decides.</summary>
    /// <param name="state">Since when the file is there.</param>
    /// <param name="file">Its path.</param>
    /// <param name="delay">How long it must have been there, 0 or more.</param>
    /// <param name="at">Now, on the clock of the state.</param>
    public static CompletionDecision For(CompletionState state, string file, TimeSpan delay, TimeSpan at)
    {
        if (state.SeenAt is not { } seen)
            return new(null, null);
        var left = delay - (at - seen);
        return left <= TimeSpan.Zero
            ? new(TimeSpan.Zero, delay > TimeSpan.Zero ? $"The completion file {file} is there, since {GuardText.Span(at - seen)}." : $"The completion file {file} is there.")
            : new(left, $"The completion file {file} is there; the work is complete in {GuardText.Span(left)}, unless it goes away.");
    }
}
