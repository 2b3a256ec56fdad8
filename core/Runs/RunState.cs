namespace Muster.Runs;

/// <summary>
/// Where a run stands. The lock is orthogonal: it changes hands without changing the state.
/// <code>
/// from        to
/// Ready       InProgress, Cancelled, Ignored
/// InProgress  Complete, Error, Cancelled
/// Complete    Ready (a retry opens a round)
/// Error       Ready (likewise), Ignored
/// Cancelled   Ready (likewise)
/// Ignored     Ready (release)
/// </code>
/// </summary>
public enum RunState
{
    /// <summary>Submitted; nothing of its round has started.</summary>
    Ready,
    /// <summary>Its points are being run.</summary>
    InProgress,
    /// <summary>Every point succeeded, or the tolerated failures allow the rest.</summary>
    Complete,
    /// <summary>It ended with more failed points than tolerated.</summary>
    Error,
    /// <summary>It was cancelled.</summary>
    Cancelled,
    /// <summary>It was set aside and does not want work.</summary>
    Ignored,
}

/// <summary>What its owner wants of a run.</summary>
public enum DesiredState
{
    /// <summary>Run to the end.</summary>
    Run,
    /// <summary>Stop, and stay stopped (promise 7).</summary>
    Cancelled,
    /// <summary>Let what runs end, and start nothing more until it is released.</summary>
    Held,
}

/// <summary>Why a run moves to another state.</summary>
public enum RunMove
{
    /// <summary>A coordinator starts it, ends it, or a cancel is carried out.</summary>
    Progress,
    /// <summary>A retry opens a round.</summary>
    Retry,
    /// <summary>It is set aside.</summary>
    Ignore,
    /// <summary>It is taken back from being set aside.</summary>
    Release,
}
