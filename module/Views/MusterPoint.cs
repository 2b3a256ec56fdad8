using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.Runs;

namespace Muster.PowerShell.Views;

/// <summary>A point as cmdlets give it; its parameters are further properties.</summary>
public sealed class MusterPoint : INoted
{
    private readonly PointView view;
    private readonly RunRecord run;
    private readonly IReadOnlyList<KeyValuePair<string, object?>> parameters;

    internal MusterPoint(PointView view, RunRecord run, IReadOnlyList<KeyValuePair<string, object?>> parameters, string store) =>
        (this.view, this.run, this.parameters, Store) = (view, run, parameters, store);

    /// <summary>The id of its run.</summary>
    public string Run => run.Id.Value;

    /// <summary>Its index, counted from 0.</summary>
    public long Index => view.Index;

    /// <summary>Where it stands: Pending, Claimed, Running, Succeeded, Failed or Cancelled.</summary>
    public string State => view.Standing.ToString();

    /// <summary>The round that tells of it, counted from 1.</summary>
    public int Round => view.Round;

    /// <summary>Attempts of that round that ended.</summary>
    public int Attempts => view.Entry.Attempts.Count;

    /// <summary>How its last attempt ended; null: none did.</summary>
    public string? End => view.Entry.Last?.End.ToString();

    /// <summary>The exit code of its last attempt; null: it did not exit.</summary>
    public int? ExitCode => view.Entry.Last?.ExitCode;

    /// <summary>The signal that ended its last attempt; null: none did.</summary>
    public int? Signal => view.Entry.Last?.Signal;

    /// <summary>When its last attempt that ended had started (local time); null: none did.</summary>
    public DateTime? StartedAt => view.Entry.Last?.StartedAt.LocalDateTime;

    /// <summary>When its last attempt ended (local time); null: unknown, or none did.</summary>
    public DateTime? EndedAt => view.EndedAt?.LocalDateTime;

    /// <summary>How long its last attempt ran; null: unknown, or none did.</summary>
    public TimeSpan? Elapsed => view.Entry.Last?.Elapsed;

    /// <summary>The CPU time of its last attempt; null: unknown.</summary>
    public TimeSpan? CpuTime => view.Entry.Last?.CpuTime;

    /// <summary>The peak memory of its last attempt in bytes; null: unknown.</summary>
    public long? PeakMemoryBytes => view.Entry.Last?.PeakMemoryBytes;

    /// <summary>When it is tried again (local time); null: it waits for no time.</summary>
    public DateTime? NextTry => view.Entry.NotBefore?.LocalDateTime;

    /// <summary>The worker that has it, or ran it last; null: none.</summary>
    public string? Worker => view.Owner ?? view.Entry.Last?.Worker;

    /// <summary>What else is to be said of its last attempt; null: nothing.</summary>
    public string? Note => view.Entry.Last?.Note;

    /// <summary>The store it is in, so that piping it on works whatever the context.</summary>
    public string Store { get; }

    /// <summary>The names that are not for parameters: its own, and Job, by which a cmdlet that it is piped to would take a job.</summary>
    internal static IEnumerable<string> OwnNames => typeof(MusterPoint).GetProperties().Select(property => property.Name).Append("Job");

    IReadOnlyList<KeyValuePair<string, object?>> INoted.Notes => parameters;

    /// <inheritdoc />
    public override string ToString() => $"{Run} {Index}";
}
