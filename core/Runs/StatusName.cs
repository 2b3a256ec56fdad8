namespace Muster.Runs;

/// <summary>What the readers of the field's usual JSON call a run's state. The only place that knows.</summary>
public static class StatusName
{
    /// <summary>The name, such as <c>RUNNING</c>.</summary>
    public static string Of(RunState state) => state switch
    {
        RunState.Ready => "INITIALIZING",
        RunState.InProgress => "RUNNING",
        RunState.Complete => "COMPLETED",
        RunState.Error => "FAILED",
        RunState.Cancelled => "CANCELLED",
        RunState.Ignored => "IGNORED",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown run state."),
    };
}
