namespace Muster.Runs;

/// <summary>A run that must end before another one starts.</summary>
/// <param name="Run">The run that must end.</param>
/// <param name="Name">Its name, for people: it may be deleted by the time that somebody asks.</param>
/// <param name="Kind">How it must end.</param>
public sealed record RunDependency(RunId Run, string Name, DependencyKind Kind);

/// <summary>How a run must end that another one waits for.</summary>
public enum DependencyKind
{
    /// <summary>It must complete; if it ends otherwise, the other never starts.</summary>
    Ok,
    /// <summary>However it ends.</summary>
    Any,
}
