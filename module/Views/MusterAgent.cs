using Muster.Cli.Agents;

namespace Muster.PowerShell.Views;

/// <summary>An agent of this machine.</summary>
public sealed class MusterAgent
{
    private readonly AgentView seen;

    internal MusterAgent(AgentView seen, string store) => (this.seen, Store) = (seen, store);

    /// <summary>Its name.</summary>
    public string Name => seen.File.Name;

    /// <summary>Its process.</summary>
    public int ProcessId => seen.File.ProcessId;

    /// <summary>How it is: Working, Idle, Hindered or Dead.</summary>
    public string Health => seen.Health.ToString();

    /// <summary>What is wrong with it; null: nothing.</summary>
    public string? Problem => seen.Problem;

    /// <summary>The ids of the runs that it works on.</summary>
    public string[] Runs => [.. seen.Work.Select(work => work.Run.Id.Value)];

    /// <summary>Points that it runs, as its workers last said.</summary>
    public int Running => seen.Running;

    /// <summary>Cores that it gives to points; null: all of the machine.</summary>
    public int? Slots => seen.File.Slots;

    /// <summary>The only run that it serves; null: all.</summary>
    public string? OnlyRun => seen.File.Run;

    /// <summary>Whether it ends when nothing wants work any more.</summary>
    public bool Once => seen.File.Once;

    /// <summary>When it started (local time).</summary>
    public DateTime StartedAt => seen.File.StartedAt.LocalDateTime;

    /// <summary>When it stops its work (local time); null: it has no deadline.</summary>
    public DateTime? Deadline => seen.File.Deadline?.LocalDateTime;

    /// <summary>What its guards saw last; null: nothing yet.</summary>
    public string? Guards => seen.File.Guards;

    /// <summary>The store that it serves.</summary>
    public string Store { get; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
