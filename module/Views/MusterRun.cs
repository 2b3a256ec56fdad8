using Muster.Operations;
using Muster.Runs;

namespace Muster.PowerShell.Views;

/// <summary>A run as cmdlets give it.</summary>
public sealed class MusterRun
{
    private readonly RunStatus status;

    internal MusterRun(RunStatus status, string store) => (this.status, Store) = (status, store);

    /// <summary>Its id.</summary>
    public string Id => status.Run.Id.Value;

    /// <summary>Its name.</summary>
    public string Name => status.Run.Name;

    /// <summary>Its state as shown: one of the run states, or Locked, Held, Holding, Cancelling, Deleting.</summary>
    public string State => status.State;

    /// <summary>Number of points.</summary>
    public long Points => status.Run.PointCount;

    /// <summary>Points that ended.</summary>
    public long Ended => status.Counts.Ended;

    /// <summary>Points that succeeded.</summary>
    public long Succeeded => status.Counts.Succeeded;

    /// <summary>Points that failed.</summary>
    public long Failed => status.Counts.Failed;

    /// <summary>Points running; null: not looked at.</summary>
    public int? Running => status.Running;

    /// <summary>Why it waits or ended so; null: nothing to say.</summary>
    public string? Reason => status.Reason is { Text: var text } ? CmdletWords.Of(text) : null;

    /// <summary>Its priority.</summary>
    public string Priority => status.Run.Priority.ToString();

    /// <summary>When it was submitted (local time).</summary>
    public DateTime CreatedAt => status.Run.CreatedAt.LocalDateTime;

    /// <summary>When its first point could start (local time); null: not yet.</summary>
    public DateTime? StartedAt => status.Run.StartedAt?.LocalDateTime;

    /// <summary>When it ended (local time); null: not yet.</summary>
    public DateTime? CompletedAt => status.Run.CompletedAt?.LocalDateTime;

    /// <summary>Money spent so far in USD.</summary>
    public decimal SpentUsd => status.Run.SpentUsd;

    /// <summary>The store it is in, so that piping it on works whatever the context.</summary>
    public string Store { get; }

    /// <summary>Its record.</summary>
    internal RunRecord Record => status.Run;

    /// <inheritdoc />
    public override string ToString() => Id;
}
