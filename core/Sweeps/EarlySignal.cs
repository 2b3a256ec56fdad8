using System.Diagnostics.CodeAnalysis;
using Muster.Units;

namespace Muster.Sweeps;

/// <summary>A signal sent to the point's process group before its timeout, such as <c>USR1@60s</c>.</summary>
/// <param name="Name">The signal's name without SIG: one of <see cref="Names"/>.</param>
/// <param name="Before">How long before the timeout it is sent, more than zero and less than the timeout.</param>
public sealed record EarlySignal(string Name, TimeSpan Before)
{
    /// <summary>The signals that can be sent early: <c>HUP INT QUIT USR1 USR2 TERM CONT</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["HUP", "INT", "QUIT", "USR1", "USR2", "TERM", "CONT"];

    /// <summary>A regular expression (ECMA-262) for such signals, without anchors. It knows the grammar, not how long a time may be.</summary>
    public static string Pattern { get; } = $"({string.Join('|', Names)})@(?=.*[1-9]){Duration.Pattern}";

    /// <summary>Reads <c>NAME@TIME</c>; false when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out EarlySignal? signal)
    {
        signal = text.Split('@') is [var name, var before] && Names.Contains(name) && Duration.TryParse(before, out var time) && time > TimeSpan.Zero
            ? new(name, time)
            : null;
        return signal is not null;
    }

    /// <summary><c>NAME@TIME</c>, canonical.</summary>
    public override string ToString() => $"{Name}@{Duration.Format(Before)}";
}
