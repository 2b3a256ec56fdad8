using Muster.Jobs;

namespace Muster.PowerShell.Views;

/// <summary>A job of a point as cmdlets give it.</summary>
public sealed class MusterJob
{
    private readonly PointJobs point;
    private readonly JobView view;

    internal MusterJob(PointJobs point, JobView view, string store) => (this.point, this.view, Store) = (point, view, store);

    /// <summary>The id of its run.</summary>
    public string Run => point.Run.Id.Value;

    /// <summary>The index of its point, counted from 0.</summary>
    public long Index => point.Point.Index;

    /// <summary>Its id in the file.</summary>
    public string Job => view.Spec.Id;

    /// <summary>Where it stands: Pending, Running, Succeeded, Failed, Skipped or Cancelled.</summary>
    public string State => view.State.ToString();

    /// <summary>How many jobs wait for each other up to it, itself included.</summary>
    public int Level => view.Level;

    /// <summary>The ids of the jobs that it depends on.</summary>
    public string[] DependsOn => [.. view.Spec.DependsOn];

    /// <summary>Those of them that it waits for.</summary>
    public string[] WaitsFor => [.. view.WaitsFor];

    /// <summary>The number of the attempt that runs, or else of the last one; 0: there was none.</summary>
    public int Attempt => view.Number;

    /// <summary>Attempts that count against the limit.</summary>
    public int Charged => view.Charged;

    /// <summary>Most attempts that count.</summary>
    public int MaxAttempts => view.Spec.Retry.MaxAttempts;

    /// <summary>When the attempt that runs, or else the last one, started (local time); null: there was none.</summary>
    public DateTime? StartedAt => (view.RunningSince ?? view.Last?.StartedAt)?.LocalDateTime;

    /// <summary>When the last attempt ended (local time); null: unknown, none did, or one runs.</summary>
    public DateTime? EndedAt => view.RunningSince is null && view.Last is { Elapsed: { } elapsed } last ? (last.StartedAt + elapsed).LocalDateTime : null;

    /// <summary>How long the last attempt ran; null: unknown, none ended, or one runs.</summary>
    public TimeSpan? Elapsed => view.RunningSince is null ? view.Last?.Elapsed : null;

    /// <summary>How the last attempt ended; null: none did, or one runs.</summary>
    public string? End => view.RunningSince is null ? view.Last?.End.ToString() : null;

    /// <summary>The exit code of the last attempt; null: it did not exit, or one runs.</summary>
    public int? ExitCode => view.RunningSince is null ? view.Last?.ExitCode : null;

    /// <summary>The signal that ended the last attempt; null: none did, or one runs.</summary>
    public int? Signal => view.RunningSince is null ? view.Last?.Signal : null;

    /// <summary>When it is tried again (local time); null: it waits for no time.</summary>
    public DateTime? NextTry => view.NextTry?.LocalDateTime;

    /// <summary>Why it waits, stopped or was not run; null: nothing is to be said.</summary>
    public string? Why => view.Why is { } why ? CmdletWords.Of(why) : null;

    /// <summary>The store it is in, so that piping it on works whatever the context.</summary>
    public string Store { get; }

    /// <inheritdoc />
    public override string ToString() => Job;
}
