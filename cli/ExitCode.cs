namespace Muster.Cli;

/// <summary>What the command answers to its caller. The meanings never change.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The work failed or was cancelled.</summary>
    public const int Failed = 1;

    /// <summary>The work, or the machine, is still going. Nothing else gives this code.</summary>
    public const int Going = 2;

    /// <summary>It could not be told: no such run, or a store that does not answer.</summary>
    public const int CouldNotTell = 3;

    /// <summary>Wrong usage; nothing was done.</summary>
    public const int Usage = 64;

    /// <summary>A wait timed out; the work goes on.</summary>
    public const int TimedOut = 124;

    /// <summary>Interrupted (Ctrl-C).</summary>
    public const int Interrupted = 130;

    /// <summary>The codes that every command may give.</summary>
    internal static IReadOnlyList<int> OfAll { get; } = [Done, CouldNotTell, Usage];

    /// <summary>What each code means, for the manual page and the reference.</summary>
    internal static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Done, "Done. Of commands that wait for a run: it is complete."),
        (Failed, "The work failed or was cancelled, a check failed, or a question was not answered, or not with yes."),
        (Going, "The run is still going (status --check-complete), or the machine goes on until the platform has stopped it (agent instance)."),
        (CouldNotTell, "It could not be told or done: no such run, results that are gone, a store or an engine that does not answer, an answer that cannot be written."),
        (Usage, "Wrong usage, or an error in a file that was given; nothing was done."),
        (TimedOut, "A wait timed out; what was waited for goes on."),
        (Interrupted, "Interrupted by Ctrl-C, or asked to end by SIGTERM or SIGHUP."),
    ];
}
