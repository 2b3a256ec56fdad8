using Muster.Operations;
using Muster.Runs;

namespace Muster.PowerShell.Views;

/// <summary>Why a run, a point or a pool is where it is.</summary>
public sealed class MusterWaitReason
{
    private readonly Explanation why;

    internal MusterWaitReason(Explanation why, RunRecord run, long? index, int? pool, string store) =>
        (this.why, Run, Index, Pool, Store) = (why, run.Id.Value, index, pool, store);

    /// <summary>The id of the run.</summary>
    public string Run { get; }

    /// <summary>The point that is explained; null: none.</summary>
    public long? Index { get; }

    /// <summary>The pool that is explained; null: none.</summary>
    public int? Pool { get; }

    /// <summary>What is explained, in words.</summary>
    public string Subject => why.Subject;

    /// <summary>Where it stands.</summary>
    public string State => why.State;

    /// <summary>Whether it waits.</summary>
    public bool Waits => why.Waits;

    /// <summary>The kind of cause; null: it waits for nothing, and did not fail.</summary>
    public string? Cause => why.Cause?.ToString();

    /// <summary>When it is tried next (local time); null: as soon as the cause goes away, or never.</summary>
    public DateTime? NextTry => why.NextTry?.LocalDateTime;

    /// <summary>The explanation, a line for a sentence or two.</summary>
    public string[] Reason => [.. why.Sentences.Select(CmdletWords.Of)];

    /// <summary>Who wrote the last lines that are given; null: there are none.</summary>
    public string? ErrorLinesOf => why.ErrorLines.Count > 0 ? why.ErrorLinesOf : null;

    /// <summary>The last lines that it, or its first failed point, wrote; none: nothing to show.</summary>
    public string[] ErrorLines => [.. why.ErrorLines];

    /// <summary>The store that the run is in.</summary>
    public string Store { get; }

    /// <inheritdoc />
    public override string ToString() => string.Join(' ', Reason);
}
