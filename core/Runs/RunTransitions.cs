namespace Muster.Runs;

/// <summary>The legal moves of a run; the table stands at <see cref="RunState"/>.</summary>
public static class RunTransitions
{
    /// <summary>Whether nothing more happens in a state without a person's act.</summary>
    public static bool IsTerminal(this RunState state) => state is RunState.Complete or RunState.Error or RunState.Cancelled or RunState.Ignored;

    /// <summary>Whether a move is legal.</summary>
    public static bool IsLegal(RunState from, RunState to, RunMove why) => (from, to, why) switch
    {
        (RunState.Ready, RunState.InProgress or RunState.Cancelled, RunMove.Progress) => true,
        (RunState.Ready, RunState.Ignored, RunMove.Ignore) => true,
        (RunState.InProgress, RunState.Complete or RunState.Error or RunState.Cancelled, RunMove.Progress) => true,
        (RunState.Error, RunState.Ignored, RunMove.Ignore) => true,
        (RunState.Complete or RunState.Error or RunState.Cancelled, RunState.Ready, RunMove.Retry) => true,
        (RunState.Ignored, RunState.Ready, RunMove.Release) => true,
        _ => false,
    };

    /// <summary>Throws unless a move is legal.</summary>
    /// <exception cref="IllegalTransitionException">Names both states.</exception>
    public static void Require(RunState from, RunState to, RunMove why)
    {
        if (!IsLegal(from, to, why))
            throw IllegalTransitionException.Of("run", from, to, why);
    }
}

/// <summary>A move that the state table does not hold.</summary>
public sealed class IllegalTransitionException : InvalidOperationException
{
    private IllegalTransitionException(string message) : base(message) { }

    /// <summary>The error for a thing's move from one state to another.</summary>
    public static IllegalTransitionException Of<TState, TMove>(string thing, TState from, TState to, TMove why)
        where TState : struct, Enum
        where TMove : struct, Enum =>
        new($"A {thing} cannot go from {from} to {to} by {why}.");
}
