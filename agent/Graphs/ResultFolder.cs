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

    /// <summary>The results of a job.</summary>
    /// <param name="job">The job.</param>
    public ResultFolder(JobSpec job)
    {
        var paths = job.ResultPaths.Select(ResultPath.Parse).ToList();
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
    /// <returns>How many files there were.</returns>
    /// <exception cref="IOException">It broke off; it can be done again.</exception>
    public int Take(string directory, string results)
    {
        var count = 0;
        foreach (var path in below.Find(directory))
        {
            if (RunFilePath.WrongWith(path) is not null)
                continue; // no store could keep such a name
            count++;
            Put(Path.Join(directory, path), Path.Join(results, path), mayMove: true);
        }

        foreach (var path in roots.SelectMany(root => fromRoot.FindFrom("/", root)).Distinct(StringComparer.Ordinal))
        {
            count++;
            Put($"/{path}", Path.Join(results, path), mayMove: false);
        }

        return count;
    }

    private static void Put(string from, string to, bool mayMove)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (mayMove && new FileInfo(from).LinkTarget is null)
            File.Move(from, to, overwrite: true);
        else
            File.Copy(from, to, overwrite: true);
    }

    /// <summary>The folders of a pattern before its first wildcard: all that need be looked through.</summary>
    private static string FixedPart(string glob)
    {
        var folders = glob.Split('/')[..^1].TakeWhile(part => part.AsSpan().IndexOfAny("*?[") < 0);
        return string.Join('/', folders);
    }
}
