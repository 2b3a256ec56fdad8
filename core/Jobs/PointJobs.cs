using Muster.Graphs;
using Muster.Operations;
using Muster.Runs;
using Muster.Spelling;

namespace Muster.Jobs;

/// <summary>The jobs of a point.</summary>
/// <param name="Run">The run.</param>
/// <param name="Point">The point.</param>
/// <param name="Spec">Its graph.</param>
/// <param name="Jobs">Its jobs in file order; empty where nobody can tell.</param>
public sealed record PointJobs(RunRecord Run, PointView Point, GraphSpec Spec, IReadOnlyList<JobView> Jobs)
{
    /// <summary>Who waits for whom.</summary>
    public JobGraph Graph { get; } = JobGraph.Of(Spec.Jobs);

    /// <summary>Why nobody can tell where they stand, in a sentence; null: it is known.</summary>
    public string? Problem { get; init; }

    /// <summary>The jobs in the order in which they run one at a time.</summary>
    public IEnumerable<JobView> InOrder => Jobs.Count == 0 ? [] : Graph.Order()!.Select(place => Jobs[place]);
}

/// <summary>A run has no job of an id, or none at all.</summary>
public sealed class NoSuchJobException : Exception
{
    private const int MostShown = 10;

    private NoSuchJobException(string message) : base(message) { }

    /// <summary>The place of a job in the file.</summary>
    /// <exception cref="NoSuchJobException">There is none of this id.</exception>
    public static int Find(RunRecord run, GraphSpec graph, string id)
    {
        for (var place = 0; place < graph.Jobs.Count; place++)
            if (graph.Jobs[place].Id == id)
                return place;
        var ids = graph.Jobs.Select(job => job.Id).ToList();
        var near = Nearest.Of(id, ids) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        throw new NoSuchJobException($"Run {run.Id} ({run.Name}) has no job '{id}'.{near} Its jobs are: {string.Join(", ", ids.Take(MostShown))}{(ids.Count > MostShown ? $" and {ids.Count - MostShown} more" : "")}.");
    }

    /// <summary>Of a run that has no jobs.</summary>
    public static NoSuchJobException None(RunRecord run) =>
        new($"Run {run.Id} ({run.Name}) has no jobs: each of its points runs one command.");
}
