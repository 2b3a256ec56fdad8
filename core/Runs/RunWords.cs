namespace Muster.Runs;

/// <summary>A run's state in words for people. Tables and JSON have the state's name.</summary>
public static class RunWords
{
    /// <summary>Such as <c>waiting</c> or <c>running</c>.</summary>
    public static string Of(RunRecord run) => run switch
    {
        { State: RunState.Ignored, HasEnded: true } => "set aside",
        { IsHeld: true } => "held",
        { State: RunState.Ready } => "waiting",
        { State: RunState.InProgress } => "running",
        { State: RunState.Complete } => "complete",
        { State: RunState.Error } => "error",
        { State: RunState.Cancelled } => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(run), run.State, "An unknown run state."),
    };

    /// <summary>What a sentence says of a run after its name, such as <c>is running</c> or <c>ended in error</c>.</summary>
    public static string Says(RunRecord run) => run switch
    {
        { State: RunState.Error } => "ended in error",
        { State: RunState.Cancelled } => "was cancelled",
        { State: RunState.Ignored, HasEnded: true } => "was set aside",
        _ => $"is {Of(run)}",
    };
}
