using System.Globalization;
using Muster.Points;

namespace Muster.Operations;

/// <summary>How an attempt ended, in words.</summary>
public static class AttemptText
{
    /// <summary>Words such as <c>exited with code 3</c>.</summary>
    public static string Of(AttemptRecord attempt) => attempt.End switch
    {
        AttemptEnd.Exited => $"exited with code {attempt.ExitCode}",
        AttemptEnd.Signalled => $"was ended by {(attempt.Signal is { } signal ? SignalText.Of(signal) : "a signal")}",
        AttemptEnd.TimedOut => $"was ended at its timeout{After(attempt)}",
        AttemptEnd.Cancelled => $"was ended because the run was cancelled{After(attempt)}",
        AttemptEnd.Interrupted => "was interrupted; it does not count against the retry limit",
        AttemptEnd.Lost => "was lost with its machine or engine; it does not count against the retry limit",
        AttemptEnd.NotStarted => "could not be started",
        _ => throw new ArgumentOutOfRangeException(nameof(attempt), attempt.End, "An unknown end."),
    } + (attempt.Note is { } note ? $" ({note.TrimEnd('.')})" : "");

    private static string After(AttemptRecord attempt) =>
        attempt.Elapsed is { } elapsed ? string.Create(CultureInfo.InvariantCulture, $" after {elapsed.TotalSeconds:0.#} s") : "";
}
