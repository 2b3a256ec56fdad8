using Muster.Points;

namespace Muster.Graphs;

/// <summary>What a graph that runs wants done, after its events were written down.</summary>
public abstract record GraphEffect
{
    private GraphEffect() { }

    /// <summary>Start an attempt of a job; answer: <see cref="GraphRun.JobEnded"/> or <see cref="GraphRun.JobNotStarted"/>.</summary>
    /// <param name="Job">The job's place in the file, from 0.</param>
    /// <param name="Attempt">1-based.</param>
    /// <param name="Timeout">Longest time that it may take, more than 0.</param>
    public sealed record StartJob(int Job, int Attempt, TimeSpan Timeout) : GraphEffect;

    /// <summary>End the attempt that runs; its end is told by <see cref="GraphRun.JobEnded"/> all the same.</summary>
    /// <param name="Job">The job's place in the file, from 0.</param>
    /// <param name="Why">Why, for the attempt's record.</param>
    /// <param name="AtOnce">Without the usual grace.</param>
    public sealed record EndJob(int Job, AttemptEnd Why, bool AtOnce) : GraphEffect;
}

/// <summary>What an attempt of a job left behind, besides its output and result files, by references.</summary>
/// <param name="Checkpoint">See <see cref="JobRecord.Checkpoint"/>.</param>
/// <param name="Metrics">See <see cref="JobRecord.Metrics"/>.</param>
public readonly record struct JobLeft(string? Checkpoint, string? Metrics);

/// <summary>How a graph ended.</summary>
/// <param name="End">How, in the words of attempts: <see cref="AttemptEnd.Exited"/> when its jobs decided.</param>
/// <param name="Code">0 when all jobs succeeded; else the code of the first job of the file that failed, as <see cref="Retries.RetryDecision.CodeOf"/> has it; null: jobs did not decide.</param>
/// <param name="Note">What failed, in a sentence; null: nothing.</param>
public sealed record GraphOutcome(AttemptEnd End, int? Code, string? Note);

/// <summary>What a graph that runs is told at its start.</summary>
public sealed record GraphRunSetup
{
    /// <summary>Longest time in all, more than 0.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>What its jobs may use together.</summary>
    public required JobRoom Room { get; init; }

    /// <summary>Chance from 0 up to 1, for waits between attempts.</summary>
    public required Func<double> Chance { get; init; }

    /// <summary>How long a job waits that the machine could not start; default 5 seconds.</summary>
    public TimeSpan ProblemPause { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>What a worker that died left of a graph.</summary>
/// <param name="Survivors">The places of jobs whose last attempts may run still: they are not lost, but started again under their numbers.</param>
public sealed record GraphLeftovers(IReadOnlyList<int> Survivors)
{
    /// <summary>Nothing.</summary>
    public static GraphLeftovers None { get; } = new([]);

    /// <summary>What lost attempts had written, where that is known; default: of none.</summary>
    public IReadOnlyList<LostOutput> Outputs { get; init; } = [];
}

/// <summary>What a lost attempt of a job had written.</summary>
/// <param name="Job">The job's place in the file, from 0.</param>
/// <param name="Output">Where it is, as <see cref="Points.AttemptRecord.Output"/> has it.</param>
public sealed record LostOutput(int Job, string Output);
