using System.CommandLine;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Runs;

namespace Muster.Cli.Jobs;

/// <summary>Options that choose jobs and their points.</summary>
internal static class JobOptions
{
    /// <summary>One point, of whose jobs is told.</summary>
    public static Option<long?> Point() => new("--point")
    {
        Description = "The point whose jobs are shown, counted from 0 (default: the only one)",
        HelpName = "INDEX",
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, out var index) && index >= 0)
                return index;
            result.AddError($"--point is '{result.Tokens[0].Value}'; it is a point's index: 0 or more.");
            return null;
        },
    };

    /// <summary>Some jobs by their ids.</summary>
    public static Option<IReadOnlyList<string>?> Jobs(string description) => new("--job")
    {
        Description = description,
        HelpName = "JOB",
        CustomParser = result =>
        {
            var ids = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)).ToList();
            if (ids.All(id => id.Length > 0))
                return ids;
            result.AddError($"--job is '{string.Join(' ', result.Tokens.Select(token => token.Value))}'; it is a job's id, or several with commas between them.");
            return null;
        },
    };

    /// <summary>The point that is meant: the one that was asked for, or the only one.</summary>
    /// <exception cref="UsageException">None was asked for, and there are several.</exception>
    public static long PointOf(RunRecord run, long? asked, string how) => asked ?? (run.PointCount == 1
        ? 0
        : throw new UsageException($"Run {run.Id} ({run.Name}) has {run.PointCount} points, each with its own jobs; say which one, from 0 to {run.PointCount - 1}: {how.Replace("RUN", run.Id.Value, StringComparison.Ordinal)}"));

    /// <summary>The places of jobs in the file, in the order in which the jobs run.</summary>
    /// <exception cref="NoSuchJobException">There is no such job.</exception>
    public static IReadOnlyList<int> PlacesOf(RunRecord run, GraphSpec graph, IReadOnlyList<string>? ids)
    {
        var wanted = ids?.Select(id => NoSuchJobException.Find(run, graph, id)).ToHashSet();
        return [.. JobGraph.Of(graph.Jobs).Order()!.Where(job => wanted?.Contains(job) != false)];
    }
}
