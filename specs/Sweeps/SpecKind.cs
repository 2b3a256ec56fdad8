namespace Muster.Specs;

/// <summary>What a file is.</summary>
public enum SpecKind
{
    /// <summary>A sweep: work, and the points that it is done for.</summary>
    Sweep,
    /// <summary>A queue: jobs that wait for each other, and no points. It is run as a sweep of one point without parameters.</summary>
    Queue,
}
