using Muster.Graphs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Reporting;

/// <summary>States with a mark and a colour each, so that no colour stands alone.</summary>
internal static class StateWords
{
    /// <summary>A run's state in words.</summary>
    public static string Of(RunStatus status) => status.Words;

    /// <summary>A run's mark.</summary>
    public static string MarkOf(RunState state) => state switch
    {
        RunState.Complete => "✓",
        RunState.Error => "✕",
        RunState.Cancelled or RunState.Ignored => "–",
        RunState.Ready or RunState.InProgress => "▸",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown run state."),
    };

    /// <summary>The class of its colour.</summary>
    public static string ClassOf(RunState state) => state switch
    {
        RunState.Complete => "ok",
        RunState.Error => "bad",
        RunState.Cancelled or RunState.Ignored => "off",
        RunState.Ready or RunState.InProgress => "run",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown run state."),
    };

    /// <summary>A point's mark.</summary>
    public static string MarkOf(PointStanding standing) => standing switch
    {
        PointStanding.Succeeded => "✓",
        PointStanding.Failed => "✕",
        PointStanding.Cancelled => "–",
        PointStanding.Running or PointStanding.Claimed => "▸",
        PointStanding.Pending => "·",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "An unknown standing."),
    };

    /// <summary>The class of its colour.</summary>
    public static string ClassOf(PointStanding standing) => standing switch
    {
        PointStanding.Succeeded => "ok",
        PointStanding.Failed => "bad",
        PointStanding.Cancelled => "off",
        PointStanding.Running or PointStanding.Claimed => "run",
        PointStanding.Pending => "wait",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "An unknown standing."),
    };

    /// <summary>A job's mark.</summary>
    public static string MarkOf(JobState state) => state switch
    {
        JobState.Succeeded => "✓",
        JobState.Failed => "✕",
        JobState.Running => "▸",
        JobState.Pending => "·",
        JobState.Skipped => "»",
        JobState.Cancelled => "–",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown job state."),
    };

    /// <summary>The class of its colour.</summary>
    public static string ClassOf(JobState state) => state switch
    {
        JobState.Succeeded => "ok",
        JobState.Failed => "bad",
        JobState.Running => "run",
        JobState.Pending => "wait",
        JobState.Skipped or JobState.Cancelled => "off",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown job state."),
    };
}
