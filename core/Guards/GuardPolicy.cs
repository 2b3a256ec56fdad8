namespace Muster.Guards;

/// <summary>Thresholds of an agent's guards.</summary>
public sealed record GuardPolicy
{
    /// <summary>When a machine is quiet.</summary>
    public IdlePolicy Idle { get; init; } = new();

    /// <summary>How often the completion file and notices are looked for; default 5 seconds, which AWS recommends for the notice of a spot instance.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long ahead of a deadline jobs are told, and no more work is taken; default 2 minutes, as long as AWS tells spot instances. For deadlines below 20 minutes a tenth.</summary>
    public TimeSpan WarnAhead { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The time that a notice without a readable deadline leaves, from when it was first seen; default 30 seconds, the shortest that the large clouds give (Google Cloud, Azure).</summary>
    public TimeSpan ShortestNotice { get; init; } = TimeSpan.FromSeconds(30);
}
