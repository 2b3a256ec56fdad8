using Muster.Cli.Engines;

namespace Muster.PowerShell.Views;

/// <summary>The engine of a store on this machine.</summary>
public sealed class MusterEngine
{
    private readonly EngineView seen;

    internal MusterEngine(EngineView seen, string store) => (this.seen, Store) = (seen, store);

    /// <summary>Whether one is alive.</summary>
    public bool IsAlive => seen.Holder is not null;

    /// <summary>Its process; null: none is alive, or it did not say so yet.</summary>
    public int? ProcessId => seen.Holder?.ProcessId;

    /// <summary>The machine that it is on; null: none is alive.</summary>
    public string? Machine => seen.Holder?.Host;

    /// <summary>When it started (local time).</summary>
    public DateTime? StartedAt => seen.Holder?.StartedAt?.LocalDateTime;

    /// <summary>What it is: Staying, UntilIdle, or Watched, which is a command that somebody watches.</summary>
    public string? Role => seen.Holder?.Role?.ToString();

    /// <summary>Whether it was asked to end.</summary>
    public bool IsStopping => seen.Holder?.IsStopping == true;

    /// <summary>The process that waits to follow it; null: none.</summary>
    public int? NextProcessId => seen.Next?.ProcessId;

    /// <summary>The ids of the runs that it works on.</summary>
    public string[] Runs => [.. seen.Work.Select(work => work.Run.Id.Value)];

    /// <summary>Points that it runs, as its workers last said.</summary>
    public int Running => seen.Running;

    /// <summary>Slots that its workers have.</summary>
    public int Slots => seen.Work.Sum(work => work.Slots);

    /// <summary>Runs of the store that want work, up to 1,000.</summary>
    public int RunsWantingWork => seen.Wanting;

    /// <summary>The store.</summary>
    public string Store { get; }
}
