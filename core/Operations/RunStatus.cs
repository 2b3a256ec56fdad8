using Muster.Coordination;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Operations;

/// <summary>What is to be said of a run.</summary>
public sealed record RunStatus
{
    /// <summary>Its record.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>How its points ended, as far as it is durable.</summary>
    public required PointCounts Counts { get; init; }

    /// <summary>Whether <see cref="Counts"/> holds all that ended; else it is a lower bound, and a later look tells more.</summary>
    public bool CountsAreWhole { get; init; } = true;

    /// <summary>Points running, as the workers last said; null: not looked at.</summary>
    public int? Running { get; init; }

    /// <summary>Points that neither ended nor run; null: not looked at.</summary>
    public long? Pending => Running is { } running ? Run.PointCount - Counts.Ended - running : null;

    /// <summary>Whether somebody coordinates it: its lock was renewed lately, by the wall clock. Only for people; decisions never rest on it.</summary>
    public required bool IsLocked { get; init; }

    /// <summary>Whether it waits for an engine, as far as anybody can tell; who starts one need not be told so.</summary>
    public bool NeedsEngine { get; init; }

    /// <summary>The workers that did not end; null: not looked at.</summary>
    public IReadOnlyList<WorkerRecord>? Workers { get; init; }

    /// <summary>Why it waits, or ended as it did; null: nothing to say.</summary>
    public WaitReason? Reason { get; init; }

    /// <summary>
    /// Its state as shown: <c>Ready</c> under a live lock is <c>Locked</c>, a run whose cancel is not yet carried
    /// out <c>Cancelling</c>, and one whose points end before it is held <c>Holding</c>; <c>Ignored</c> is said of what had ended before it was set aside.
    /// One that is being deleted is <c>Deleting</c>.
    /// </summary>
    public string State => Run switch
    {
        { DeletingSince: not null } => "Deleting",
        { Desired: DesiredState.Cancelled, State: RunState.Ready or RunState.InProgress } => "Cancelling",
        { Desired: DesiredState.Held, State: RunState.Ready or RunState.InProgress } => IsLocked ? "Holding" : "Held",
        { State: RunState.Ignored, HasEnded: false } => "Held",
        { State: RunState.Ready } when IsLocked => "Locked",
        _ => Run.State.ToString(),
    };

    /// <summary>Its state in words for people, such as <c>waiting</c> or <c>being cancelled</c>.</summary>
    public string Words => State switch
    {
        "Deleting" => "being deleted",
        "Cancelling" => "being cancelled",
        "Holding" => "held, while its last points run",
        _ => RunWords.Of(Run),
    };

    /// <summary>Its state as the field's usual JSON has it, such as <c>RUNNING</c>.</summary>
    public string Status => StatusName.Of(Run.State);

    /// <summary>Points that were started and not cancelled: succeeded, failed or running; null: not looked at.</summary>
    public long? Launched => Counts.Succeeded + Counts.Failed + Running;
}
