using Muster.Agent.Output;
using Muster.Agent.Results;
using Muster.Graphs;
using Muster.Outputs;

namespace Muster.Agent.Graphs;

/// <summary>Takes what an attempt of a job left as its results out of the job's directory, into a folder where jobs that depend on it find it.</summary>
internal sealed class ResultFolder
{
    private readonly ResultCollector below;
    private readonly ResultCollector fromRoot;
    private readonly IReadOnlyList<string> roots;
    private readonly IReadOnlyList<(string Text, ResultPath Path)> patterns;

    /// <summary>The results of a job.</summary>
    /// <param name="job">The job.</param>
    public ResultFolder(JobSpec job)
    {
        var paths = job.ResultPaths.Select(ResultPath.Parse).ToList();
        patterns = [.. job.ResultPaths.Zip(paths)];
        below = new(paths.Where(path => !path.FromRoot).Select(path => path.Glob.Text));
        var absolute = paths.Where(path => path.FromRoot).Select(path => path.Glob.Text).ToList();
        fromRoot = new(absolute);
        roots = [.. absolute.Select(FixedPart).Distinct(StringComparer.Ordinal)];
        IsNothing = paths.Count == 0;
    }

    /// <summary>Whether the job keeps nothing.</summary>
    public bool IsNothing { get; }

    /// <summary>Moves the files; what is outside of the job's directory, or a link, is copied.</summary>
    /// <param name="directory">The job's directory, in which nothing runs any more.</param>
    /// <param name="results">Where to; it is made when there is something.</param>
    /// <returns>How many files there were; what is wrong with the first that may not be read, as a sentence (null: nothing); and the paths that matched no file.</returns>
    /// <exception cref="IOException">It broke off; it can be done again.</exception>
    public (int Count, string? Problem, IReadOnlyList<string> Unmatched) Take(string directory, string results)
    {
        var count = 0;
        string? problem = null;
        var inside = below.Find(directory);
        foreach (var path in inside)
        {
            if (RunFilePath.WrongWith(path) is not null)
                continue; // no store could keep such a name
            count++;
            problem ??= Put(Path.Join(directory, path), Path.Join(results, path), mayMove: true);
        }

        var outside = roots.SelectMany(root => fromRoot.FindFrom("/", root)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var path in outside)
        {
            count++;
            problem ??= Put($"/{path}", Path.Join(results, path), mayMove: false);
        }

        return (count, problem, [.. patterns.Where(pattern => !(pattern.Path.FromRoot ? outside : inside).Any(pattern.Path.Glob.IsMatch)).Select(pattern => pattern.Text)]);
    }

    /// <summary>Makes durable what was taken.</summary>
    /// <exception cref="IOException">The system could not.</exception>
    public static void Sync(string results)
    {
        if (!Directory.Exists(results))
            return; // brought over and tidied away meanwhile
        foreach (var file in Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories))
        {
            using var opened = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(opened);
        }

        foreach (var folder in Directory.EnumerateDirectories(results, "*", SearchOption.AllDirectories).Append(results).Append(Path.GetDirectoryName(results)!))
            OutputFiles.SyncFolder(folder);
    }

    private static string? Put(string from, string to, bool mayMove)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (mayMove && new FileInfo(from).LinkTarget is null && TryMove(from, to))
            return null;
        try
        {
            File.Copy(from, to, overwrite: true);
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            // Waiting would not help: whoever made it did not want it to be read.
            return $"The result file {from} could not be kept: {error.Message}";
        }
    }

    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false; // a job may take away the right to write in its folders
        }
    }

    /// <summary>The folders of a pattern before its first wildcard: all that need be looked through.</summary>
    private static string FixedPart(string glob)
    {
        var folders = glob.Split('/')[..^1].TakeWhile(part => part.AsSpan().IndexOfAny("*?[") < 0);
        return string.Join('/', folders);
    }
}
