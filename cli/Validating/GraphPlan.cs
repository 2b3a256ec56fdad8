using Muster.Cli.Rendering;
using Muster.Graphs;

namespace Muster.Cli.Validating;

/// <summary>How a job graph is gone through.</summary>
/// <param name="Order">The ids of the jobs in the order in which they run one at a time.</param>
/// <param name="Levels">How many of them wait for each other at most, one behind the other.</param>
/// <param name="MaxParallel">Most that run at once.</param>
internal sealed record GraphPlan(IReadOnlyList<string> Order, int Levels, int MaxParallel)
{
    private const int MostShown = 12;

    /// <summary>The plan of a graph without cycles.</summary>
    public static GraphPlan Of(GraphSpec graph)
    {
        var jobs = JobGraph.Of(graph.Jobs);
        return new([.. jobs.Order()!.Select(job => graph.Jobs[job].Id)], jobs.Levels()!.Count, graph.MaxParallel);
    }

    /// <summary>How many jobs there are, how deep they lie, and how many run at once.</summary>
    public string Size => $"{Human.Count(Order.Count, "job")} in {Human.Count(Levels, "level")}, {AtOnce}";

    /// <summary>The ids in order, of many the first.</summary>
    public string Sequence => Order.Count <= MostShown ? string.Join(", ", Order) : $"{string.Join(", ", Order.Take(MostShown - 2))}, … and {Order.Count - MostShown + 2} more";

    private string AtOnce => MaxParallel == 1 ? "1 at a time (max_parallel is 1)" : $"up to {MaxParallel} at a time";
}
