using Muster.Agent.Output;
using Muster.Agent.Points;
using Muster.Agent.Results;
using Muster.Outputs;

namespace Muster.Agent.Keeping;

/// <summary>
/// Removes all of a run's files but results. Results lie among logs in packs, so a pack is replaced by the parts that are kept of it: the
/// new file is durable before the old one goes, and a reader takes whichever is there.
/// </summary>
/// <param name="folders">Where the run's files are.</param>
public sealed class ResultKeeping(RunFolders folders)
{
    private const string Pack = ".pack";
    private readonly Dictionary<string, SortedDictionary<long, OutputRef>> parts = new(StringComparer.Ordinal);

    /// <summary>Keeps what a result's reference names.</summary>
    public void Keep(OutputRef result)
    {
        if (!parts.TryGetValue(result.File, out var kept))
            parts.Add(result.File, kept = []);
        kept[result.Offset] = result;
    }

    /// <summary>Removes the rest.</summary>
    /// <param name="patterns">Which of the points' files are results.</param>
    /// <param name="isTrial">Whether nothing is removed, but only told what would be.</param>
    /// <param name="cancel">Ends it.</param>
    public FileTally RemoveRest(IReadOnlyList<string> patterns, bool isTrial, CancellationToken cancel)
    {
        var (tally, collector) = (default(FileTally), new ResultCollector(patterns));
        var (point, results) = ("", (HashSet<string>)[]);
        foreach (var entry in FolderWalk.Of(folders.Root).ToList())
        {
            cancel.ThrowIfCancellationRequested();
            if (PointOf(entry.Path) is { } directory && directory != point)
                (point, results) = (directory, ResultsOf(collector, directory));
            tally = IsOutput(entry.Path) ? Output(tally, entry, isTrial)
                : results.Contains(entry.FullPath) ? tally
                : Remove(tally, entry, isTrial);
        }

        return tally;
    }

    private static bool IsOutput(string path) => path.StartsWith("output/", StringComparison.Ordinal);

    /// <summary>Absolute path of the point's directory in which a file is; null: it is in none.</summary>
    private string? PointOf(string path) => path.Split('/', 4) is ["points", var folder, var index, _] ? Path.Join(folders.Root, "points", folder, index) : null;

    /// <summary>The files that patterns name, and what those of them which are links lead to.</summary>
    private static HashSet<string> ResultsOf(ResultCollector collector, string directory)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var realDirectory = RealPath.Of(directory);
        foreach (var path in collector.Find(directory).Select(file => Path.Join(directory, file)))
        {
            found.Add(path);
            // The links between are not kept: the collector asks only where the last one ends.
            if (new FileInfo(path).LinkTarget is not null && realDirectory is not null && RealPath.Of(path) is { } real)
                found.Add(directory + real[realDirectory.Length..]);
        }

        return found;
    }

    private FileTally Output(FileTally tally, FolderEntry entry, bool isTrial)
    {
        var name = entry.Path["output/".Length..];
        if (name.EndsWith(KeptPack.Ending, StringComparison.Ordinal))
            return tally;
        if (!parts.TryGetValue(name, out var kept))
            return Remove(tally, entry, isTrial);
        var saved = entry.Length - KeptPack.LengthOf(kept.Values);
        if (!name.EndsWith(Pack, StringComparison.Ordinal) || saved <= 0)
            return tally;
        if (!isTrial)
        {
            KeptPack.Write(entry.FullPath, [.. kept.Values]);
            File.Delete(entry.FullPath);
        }

        return tally.And(saved);
    }

    private FileTally Remove(FileTally tally, FolderEntry entry, bool isTrial)
    {
        if (!isTrial)
            RunFolderRemoval.RemoveFile(folders.Root, entry.Path);
        return entry.IsRegular ? tally.And(entry.Length) : tally;
    }
}
