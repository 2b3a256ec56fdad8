using Microsoft.Win32.SafeHandles;
using Muster.Agent.Points;
using Muster.Graphs;
using Muster.Outputs;

namespace Muster.Agent.Graphs;

/// <summary>
/// The attempts of jobs that run now on this machine. Each point's graph has a journal of its lanes, with the rules of <see cref="LiveAttempts"/>: while a lane's record
/// names an attempt, the lane's files hold what it wrote and nothing else.
/// </summary>
/// <param name="folders">Where the run's files are.</param>
public sealed class LiveJobs(RunFolders folders)
{
    /// <summary>The attempts, by ascending point and job.</summary>
    public IReadOnlyList<LiveAttempt> List()
    {
        if (!Directory.Exists(folders.RunningJobs))
            return [];
        var found = Directory.EnumerateFiles(folders.RunningJobs).SelectMany(Read).Where(entry => entry.Job is not null);
        return [.. found.Select(AttemptOf).OrderBy(attempt => attempt.Index).ThenBy(attempt => attempt.Job)];
    }

    /// <summary>Opens what an attempt writes; null: it does not run any more.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="error">Standard error, or else standard output.</param>
    public ILiveOutput? Open(LiveAttempt attempt, bool error)
    {
        SafeFileHandle? journal = null;
        try
        {
            journal = LiveAttempts.OpenFile(folders.JobJournal(attempt.Round, attempt.Index));
            if (RunningJournal.Read(journal, attempt.Slot) is { } entry && LiveFile.IsOf(entry, attempt))
                return new LiveFile(journal, LiveAttempts.OpenFile(PathOf(entry, error)), attempt);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // It ended meanwhile, and so did its graph.
        }

        journal?.Dispose();
        return null;
    }

    /// <summary>What a graph's journal says.</summary>
    internal static IReadOnlyList<RunningEntry> Read(string journal)
    {
        try
        {
            return RunningJournal.Read(journal);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static LiveAttempt AttemptOf(RunningEntry entry) => new(entry.Point, entry.Round, entry.Attempt, "", entry.Slot, entry.StartedAt) { Job = entry.Job };

    private string PathOf(RunningEntry entry, bool error) =>
        Path.Join(folders.Root, GraphBlobs.PrefixOf(entry.Round, entry.Point), GraphFolders.KeptName, $"{JobLane.NameOf(entry)}.{(error ? "err" : "out")}");
}
