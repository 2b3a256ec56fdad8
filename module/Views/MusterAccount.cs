using Muster.Operations;

namespace Muster.PowerShell.Views;

/// <summary>What an attempt that ended has taken. What is not known is null, never 0.</summary>
public sealed class MusterAccount
{
    private readonly AttemptAccount account;

    internal MusterAccount(AttemptAccount account, string run, string store) => (this.account, Run, Store) = (account, run, store);

    /// <summary>The id of the run.</summary>
    public string Run { get; }

    /// <summary>The index of the point, counted from 0.</summary>
    public long Index => account.Of.Index;

    /// <summary>Where the point stands.</summary>
    public string State => account.Standing.ToString();

    /// <summary>The round, counted from 1.</summary>
    public int Round => account.Of.Round;

    /// <summary>The attempt, counted from 1 within the round.</summary>
    public int Attempt => account.Of.Attempt.Number;

    /// <summary>How it ended.</summary>
    public string End => account.Of.Attempt.End.ToString();

    /// <summary>Its exit code; null: it did not exit.</summary>
    public int? ExitCode => account.Of.Attempt.ExitCode;

    /// <summary>The signal that ended it; null: none did.</summary>
    public int? Signal => account.Of.Attempt.Signal;

    /// <summary>The worker's slot that it ran on, counted from 0.</summary>
    public int Slot => account.Of.Attempt.Slot;

    /// <summary>The worker that ran it; null: unknown.</summary>
    public string? Worker => account.Of.Attempt.Worker;

    /// <summary>When it started (local time).</summary>
    public DateTime StartedAt => account.Of.Attempt.StartedAt.LocalDateTime;

    /// <summary>How long it waited for its start, from the submission or the end of the attempt before.</summary>
    public TimeSpan? Wait => account.Wait;

    /// <summary>How long it ran.</summary>
    public TimeSpan? Elapsed => account.Of.Attempt.Elapsed;

    /// <summary>Its CPU time.</summary>
    public TimeSpan? CpuTime => account.Of.Attempt.CpuTime;

    /// <summary>Its CPU time as a part of what it might have used: 1 is all CPUs that its run asked for.</summary>
    public double? Efficiency => account.Efficiency;

    /// <summary>Its peak memory in bytes.</summary>
    public long? PeakMemoryBytes => account.Of.Attempt.PeakMemoryBytes;

    /// <summary>The store that the run is in.</summary>
    public string Store { get; }
}
