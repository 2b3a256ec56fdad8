using Muster.Runs;

namespace Muster.Cli.Rendering;

/// <summary>Colours, where they may be used. They only repeat what the text says.</summary>
internal static class Paint
{
    private const string Off = "\u001b[0m";

    /// <summary>A run's state in its colour.</summary>
    public static string State(string text, RunState state, Screen screen) => screen.HasColor ? $"{ColorOf(state)}{text}{Off}" : text;

    private static string ColorOf(RunState state) => state switch
    {
        RunState.Complete => "\u001b[32m",
        RunState.Error => "\u001b[31m",
        RunState.Cancelled or RunState.Ignored => "\u001b[33m",
        RunState.Ready or RunState.InProgress => "\u001b[36m",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown run state."),
    };
}
