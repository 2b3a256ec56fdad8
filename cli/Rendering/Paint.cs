using Muster.Cli.Doctor;
using Muster.Runs;

namespace Muster.Cli.Rendering;

/// <summary>Colours, where they may be used. They only repeat what the text says.</summary>
internal static class Paint
{
    private const string Off = "\u001b[0m";
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Yellow = "\u001b[33m";
    private const string Cyan = "\u001b[36m";

    /// <summary>A run's state in its colour.</summary>
    public static string State(string text, RunState state, Screen screen) => Painted(text, ColorOf(state), screen);

    /// <summary>How a check ended, in its colour.</summary>
    public static string Status(string text, CheckStatus status, Screen screen) => Painted(text, ColorOf(status), screen);

    private static string Painted(string text, string color, Screen screen) => screen.HasColor ? $"{color}{text}{Off}" : text;

    private static string ColorOf(RunState state) => state switch
    {
        RunState.Complete => Green,
        RunState.Error => Red,
        RunState.Cancelled or RunState.Ignored => Yellow,
        RunState.Ready or RunState.InProgress => Cyan,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown run state."),
    };

    private static string ColorOf(CheckStatus status) => status switch
    {
        CheckStatus.Ok => Green,
        CheckStatus.Fail => Red,
        CheckStatus.Warn => Yellow,
        CheckStatus.Skip => Cyan,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An unknown status of a check."),
    };
}
