namespace Muster.Cli;

/// <summary>What the command answers to its caller. The meanings never change.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The work failed or was cancelled.</summary>
    public const int Failed = 1;

    /// <summary>The work is still going. Nothing else gives this code.</summary>
    public const int Going = 2;

    /// <summary>It could not be told: no such run, or a store that does not answer.</summary>
    public const int CouldNotTell = 3;

    /// <summary>Wrong usage; nothing was done.</summary>
    public const int Usage = 64;

    /// <summary>A wait timed out; the work goes on.</summary>
    public const int TimedOut = 124;

    /// <summary>Interrupted (Ctrl-C).</summary>
    public const int Interrupted = 130;
}
