using Muster.Arguments;
using Muster.Graphs;
using Muster.Placement;
using Muster.Resources;
using Muster.Retries;

namespace Muster.Sweeps;

/// <summary>
/// What a sweep asks for, after its file was read strictly: the settings, and where its points come from.
/// It is immutable, and its canonical JSON is what a run keeps.
/// </summary>
public sealed record SweepSpec
{
    /// <summary>The sweep's name; default: the file's name without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>Shell text run for each point (by <c>bash -c</c>). Exactly one of it, <see cref="Script"/>, <see cref="Arguments"/> and <see cref="Graph"/> is set; the others are null.</summary>
    public string? Command { get; init; }

    /// <summary>Absolute path of a script run for each point; null: another is given.</summary>
    public string? Script { get; init; }

    /// <summary>
    /// A program and its arguments, each a template (<see cref="ArgumentTemplate"/>), started for each point in <see cref="Workdir"/> without a shell; null:
    /// another is given. At least the program is there.
    /// </summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Jobs run for each point, in place of one command; null: another is given. The point's <see cref="Timeout"/> holds for all of them together.</summary>
    public GraphSpec? Graph { get; init; }

    /// <summary>What is run, in a line for people: the text, the script's path, program and arguments as in a shell, or the jobs' names.</summary>
    public string Work => Command ?? Script ?? (Arguments is { } words ? ShellWord.Join(words) : $"the jobs {string.Join(", ", (Graph?.Jobs ?? []).Select(job => job.Id))}");

    /// <summary>Which runs go first; default <see cref="Priority.Normal"/>.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>Most points running at once, 1 or more; null: as many as there are slots.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>Most points running at once in one region, 1 or more; null: no limit of its own. This machine is one region.</summary>
    public int? MaxConcurrentPerRegion { get; init; }

    /// <summary>Least time between two starts of points (on this machine) or of instances (elsewhere); default zero.</summary>
    public TimeSpan LaunchDelay { get; init; }

    /// <summary>Longest time one attempt may take; default <see cref="DefaultTimeout"/>. Nothing runs without a deadline.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>The default of <see cref="Timeout"/>: 24 hours.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromHours(24);

    /// <summary>Longest life of an instance; null: the platform's default. No effect on this machine.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>How long an instance may be idle before it ends; null: never. No effect on this machine.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>What an instance does when its work is done; default <see cref="OnComplete.None"/>. No effect on this machine.</summary>
    public OnComplete OnComplete { get; init; }

    /// <summary>Environment variables of every point, added to the engine's own environment.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = EmptyEnv;

    /// <summary>Absolute path of the folder that points may read (<c>MUSTER_WORKDIR</c>); default: the sweep file's folder.</summary>
    public string? Workdir { get; init; }

    /// <summary>The digest of <see cref="Workdir"/> as it was uploaded, by which instances of a platform fetch it; null: it was not. See <see cref="WorkdirBlobs"/>.</summary>
    public string? WorkdirDigest { get; init; }

    /// <summary>Shell text run once per worker before its first point; null: nothing.</summary>
    public string? Setup { get; init; }

    /// <summary>What each point needs of a machine; slots follow from it.</summary>
    public ResourceRequest Resources { get; init; } = ResourceRequest.Default;

    /// <summary>When a failed attempt is tried again; default: never.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>A signal sent some time before the timeout; null: none.</summary>
    public EarlySignal? Signal { get; init; }

    /// <summary>Whether commands outlive the engine and are adopted by the next one; default false.</summary>
    public bool Survive { get; init; }

    /// <summary>How many failed points still count as done; default: none.</summary>
    public Tolerance ToleratedFailures { get; init; } = Tolerance.None;

    /// <summary>Globs (with <c>**</c>), relative to the point's directory, of files kept as results; default: none.</summary>
    public IReadOnlyList<string> ResultPaths { get; init; } = [];

    /// <summary>Most money the run may cost, in USD, 0 or more; null: no budget.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>Where points run, unless their row says otherwise.</summary>
    public PlacementSpec Placement { get; init; } = PlacementSpec.Anywhere;

    /// <summary>Regions that its instances may be in; empty: any that the platform has. No effect on this machine.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Regions that its instances must not be in; default: none. No effect on this machine.</summary>
    public IReadOnlyList<string> ExcludeRegions { get; init; } = [];

    /// <summary>How its workers are spread over regions; default <see cref="Placement.RegionDistribution.FairShare"/>. No effect on this machine.</summary>
    public RegionDistribution RegionDistribution { get; init; }

    /// <summary>Parameters that every point has unless its row or the grid gives another value; in file order.</summary>
    public IReadOnlyList<Parameter> Defaults { get; init; } = [];

    /// <summary>The grid's axes in file order; the last axis varies fastest. Empty: no grid.</summary>
    public IReadOnlyList<GridAxis> Grid { get; init; } = [];

    /// <summary>Number of rows (from <c>params</c> or CSV) in the row file, 0 or more. Rows come first, then the grid.</summary>
    public long RowCount { get; init; }

    /// <summary>SHA-256 of the row file in lower-case hex; null when there are no rows.</summary>
    public string? RowsDigest { get; init; }

    private static readonly IReadOnlyDictionary<string, string> EmptyEnv = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Which runs go first. The order of the values is the order of service.</summary>
public enum Priority
{
    /// <summary>Before all others.</summary>
    Urgent,
    /// <summary>The default.</summary>
    Normal,
    /// <summary>After all others.</summary>
    Low,
}

/// <summary>What an instance, or an agent, does when its work is done.</summary>
public enum OnComplete
{
    /// <summary>Nothing; the default. An agent keeps serving; a deadline ends it all the same.</summary>
    None,
    /// <summary>The agent ends.</summary>
    Exit,
    /// <summary>The instance stops.</summary>
    Stop,
    /// <summary>The instance is terminated.</summary>
    Terminate,
    /// <summary>The instance hibernates.</summary>
    Hibernate,
}
