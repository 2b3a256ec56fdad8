using Muster.Graphs;

namespace Muster.Jobs;

/// <summary>The colours of a job in a drawing. They only repeat the word that stands in it.</summary>
/// <param name="Fill">The area, as <c>#rrggbb</c>.</param>
/// <param name="Line">Its border.</param>
/// <param name="Text">What stands in it.</param>
public readonly record struct JobColors(string Fill, string Line, string Text)
{
    /// <summary>The colours of a state.</summary>
    public static JobColors Of(JobState state) => state switch
    {
        JobState.Succeeded => new("#d5efdc", "#1a7f37", "#0b3d1a"),
        JobState.Failed => new("#fadcd9", "#b42318", "#5c110b"),
        JobState.Running => new("#d6e6fb", "#1f5fbf", "#0c2c5c"),
        JobState.Pending => new("#ffffff", "#6b7280", "#1f2937"),
        JobState.Skipped => new("#e9e9ec", "#8a8f98", "#3c4048"),
        JobState.Cancelled => new("#fbedcf", "#9a6700", "#4a3100"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown job state."),
    };
}
