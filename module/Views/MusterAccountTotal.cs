using Muster.Operations;
using Muster.Runs;

namespace Muster.PowerShell.Views;

/// <summary>What the attempts of a run have taken together. Sums are of what is known; null: it is known of none.</summary>
public sealed class MusterAccountTotal
{
    private readonly AccountTotals totals;

    internal MusterAccountTotal(AccountTotals totals, RunRecord run, string store) =>
        (this.totals, Run, SpentUsd, Store) = (totals, run.Id.Value, run.SpentUsd, store);

    /// <summary>The id of the run.</summary>
    public string Run { get; }

    /// <summary>Points that were asked for.</summary>
    public long Points => totals.Points;

    /// <summary>Their attempts that ended.</summary>
    public long Attempts => totals.Attempts;

    /// <summary>How long they ran.</summary>
    public TimeSpan? Elapsed => totals.Run;

    /// <summary>Their CPU time.</summary>
    public TimeSpan? CpuTime => totals.Cpu;

    /// <summary>The mean of their efficiencies, each weighted by how long its attempt ran.</summary>
    public double? Efficiency => totals.Efficiency;

    /// <summary>The largest peak memory in bytes.</summary>
    public long? PeakMemoryBytes => totals.PeakMemoryBytes;

    /// <summary>How many attempts the sum of times leaves out, because theirs are not known.</summary>
    public long UnknownElapsed => totals.Unknown.Run;

    /// <summary>How many attempts the sum of CPU times leaves out.</summary>
    public long UnknownCpuTime => totals.Unknown.Cpu;

    /// <summary>How many attempts the mean efficiency leaves out.</summary>
    public long UnknownEfficiency => totals.Unknown.Efficiency;

    /// <summary>How many attempts the peak memory leaves out.</summary>
    public long UnknownPeakMemory => totals.Unknown.PeakMemory;

    /// <summary>Money that the whole run has spent so far, in USD.</summary>
    public decimal SpentUsd { get; }

    /// <summary>The store that the run is in.</summary>
    public string Store { get; }
}
