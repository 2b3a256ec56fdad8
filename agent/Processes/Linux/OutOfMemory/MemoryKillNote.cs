namespace Muster.Agent.Processes.Linux.OutOfMemory;

/// <summary>Whether a process was killed for lack of memory. Pure.</summary>
public static class MemoryKillNote
{
    /// <summary>What a shell exits with when SIGKILL ended its command.</summary>
    private const int ShellKilled = 128 + Signals.Kill;

    /// <summary>
    /// The note for people; null: nothing says so. The kernel counts for a whole group of processes, so of several that were killed at the same moment by different hands
    /// one too many may get the note; one that nobody killed never does.
    /// </summary>
    /// <param name="end">How the process ended.</param>
    /// <param name="before">The count before it was started.</param>
    /// <param name="after">The count after it had ended.</param>
    public static string? For(ProcessEnd end, MemoryKillCount before, MemoryKillCount after)
    {
        var isKilled = end.Cause == EndCause.Itself && (end.Signal == Signals.Kill || end.ExitCode == ShellKilled);
        if (!isKilled || !(after.Count > before.Count) || after.Source != before.Source)
            return null;
        var how = end.Signal is not null ? "it was ended by SIGKILL" : $"its shell exited with {ShellKilled}, as after SIGKILL";
        var peak = end.PeakMemoryBytes is { } bytes ? $" Its largest process had {bytes / (1024 * 1024)} MiB." : "";
        return $"It was killed for lack of memory: {how}, which nobody here sent, and the kernel's count of such kills in {after.Source} rose from {before.Count} to {after.Count} meanwhile.{peak} Give it more memory, or run fewer at once.";
    }
}
