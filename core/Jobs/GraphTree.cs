using Muster.Graphs;

namespace Muster.Jobs;

/// <summary>A job's line in the tree of its graph.</summary>
/// <param name="Job">The job's place in the file, from 0.</param>
/// <param name="Depth">How far it is indented; 0: it depends on no other.</param>
/// <param name="Rails">Bit <c>d − 1</c>: whether below this line others follow at depth <c>d</c> that belong together with it or with what it stands below.</param>
/// <param name="IsBelowParent">Whether it stands below one of its dependencies, the last of them in the order of running; else its line alone says what it depends on.</param>
/// <param name="Named">Dependencies that its place does not show.</param>
public sealed record GraphTreeLine(int Job, int Depth, int Rails, bool IsBelowParent, IReadOnlyList<int> Named)
{
    /// <summary>Whether below this line others follow at a depth, from 1 to its own.</summary>
    public bool HasRail(int depth) => (Rails & (1 << (depth - 1))) != 0;
}

/// <summary>
/// A job graph as a tree: each job once, below the last of its dependencies in the order of running. From a certain depth on jobs are no longer indented, but stand
/// below each other with all their dependencies named, so that a chain of a thousand stays readable. Pure; nothing in it recurses.
/// </summary>
public sealed class GraphTree
{
    /// <summary>The greatest indentation.</summary>
    public const int MostDepth = 10;

    private readonly JobGraph graph;
    private readonly int[] parents;
    private readonly List<int>[] children;
    private readonly List<GraphTreeLine> lines = [];

    private GraphTree(JobGraph graph)
    {
        this.graph = graph;
        (parents, children) = (new int[graph.Count], Array.ConvertAll(new int[graph.Count], _ => new List<int>()));
        var order = graph.Order() ?? throw new ArgumentException("Some jobs wait for each other in a circle, so there is no tree.", nameof(graph));
        var ranks = new int[graph.Count];
        for (var rank = 0; rank < order.Count; rank++)
        {
            var job = order[rank];
            ranks[job] = rank;
            parents[job] = graph.DependenciesOf(job) is { Count: > 0 } dependencies ? dependencies.MaxBy(dependency => ranks[dependency]) : -1;
            if (parents[job] >= 0)
                children[parents[job]].Add(job);
        }
    }

    /// <summary>The lines of a graph without cycles, from the first to the last.</summary>
    /// <exception cref="ArgumentException">It has a cycle.</exception>
    public static IReadOnlyList<GraphTreeLine> Of(JobGraph graph)
    {
        var tree = new GraphTree(graph);
        var open = new Stack<(int Job, int Depth, int Rails)>();
        for (var job = graph.Count - 1; job >= 0; job--)
            if (tree.parents[job] < 0)
                open.Push((job, 0, 0));
        while (open.TryPop(out var next))
        {
            tree.Add(next.Job, next.Depth, next.Rails);
            if (next.Depth == MostDepth - 1)
                tree.AddFlat(next.Job, next.Rails);
            else
                tree.PushChildren(open, next);
        }

        return tree.lines;
    }

    private void PushChildren(Stack<(int Job, int Depth, int Rails)> open, (int Job, int Depth, int Rails) of)
    {
        var below = children[of.Job];
        for (var i = below.Count - 1; i >= 0; i--)
            open.Push((below[i], of.Depth + 1, of.Rails | (i < below.Count - 1 ? 1 << of.Depth : 0)));
    }

    /// <summary>All that stands below a job, without further indentation.</summary>
    private void AddFlat(int top, int rails)
    {
        var (all, open) = (new List<int>(), new Stack<int>());
        Push(top);
        while (open.TryPop(out var job))
        {
            all.Add(job);
            Push(job);
        }

        for (var i = 0; i < all.Count; i++)
            Add(all[i], MostDepth, rails | (i < all.Count - 1 ? 1 << (MostDepth - 1) : 0), isBelowParent: parents[all[i]] == top);

        void Push(int job)
        {
            for (var i = children[job].Count - 1; i >= 0; i--)
                open.Push(children[job][i]);
        }
    }

    private void Add(int job, int depth, int rails, bool isBelowParent = true) => lines.Add(new(
        job, depth, rails, isBelowParent, isBelowParent ? [.. graph.DependenciesOf(job).Where(dependency => dependency != parents[job])] : graph.DependenciesOf(job)));
}
