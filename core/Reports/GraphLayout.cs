using Muster.Graphs;

namespace Muster.Reports;

/// <summary>A job's place in a drawing of its graph.</summary>
/// <param name="Job">Its place in the file, from 0.</param>
/// <param name="Level">Its column, from 0: behind all that it depends on.</param>
/// <param name="Row">Its row, from 0; with halves, since each level stands in the middle.</param>
public sealed record GraphNode(int Job, int Level, double Row);

/// <summary>A line from a job to one that depends on it.</summary>
/// <param name="From">The job.</param>
/// <param name="To">The one that depends on it.</param>
/// <param name="Via">The places that it passes in the levels between, in order; empty: none, or it goes straight.</param>
public sealed record GraphEdge(int From, int To, IReadOnlyList<(int Level, double Row)> Via);

/// <summary>
/// Where the jobs of a graph stand in a drawing: in levels by their depth, in each so that few lines cross. Lines that pass levels have places of their own there, so
/// that they run between the jobs. Pure: the same graph gives the same drawing.
/// </summary>
public sealed class GraphLayout
{
    private const int Sweeps = 4;

    private readonly JobGraph graph;
    private readonly int[] levelOf;
    private readonly List<List<Item>> levels = [];

    private GraphLayout(JobGraph graph)
    {
        this.graph = graph;
        levelOf = new int[graph.Count];
        var items = new Item[graph.Count];
        foreach (var (jobs, level) in graph.Levels()!.Select((jobs, level) => (jobs, level)))
        {
            levels.Add([]);
            foreach (var job in jobs)
            {
                levelOf[job] = level;
                levels[level].Add(items[job] = new(job));
            }
        }

        var edges = new List<(int From, int To, List<Item> Via)>();
        for (var job = 0; job < graph.Count; job++)
            foreach (var dependency in graph.DependenciesOf(job))
                edges.Add((dependency, job, Connect(items[dependency], items[job], levelOf[dependency], levelOf[job])));
        for (var sweep = 0; sweep < Sweeps; sweep++)
            Sweep(sweep % 2 == 0);
        Rows = levels.Max(level => level.Count);
        Nodes = [.. levels.SelectMany((level, depth) => level.Where(item => item.Job >= 0).Select(item => new GraphNode(item.Job, depth, RowOf(item, depth))))];
        Edges = [.. edges.Select(edge => new GraphEdge(edge.From, edge.To, [.. edge.Via.Select((item, i) => (levelOf[edge.From] + 1 + i, RowOf(item, levelOf[edge.From] + 1 + i)))]))];
    }

    /// <summary>The jobs.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The lines.</summary>
    public IReadOnlyList<GraphEdge> Edges { get; }

    /// <summary>How many levels there are.</summary>
    public int Levels => levels.Count;

    /// <summary>How many rows the highest level has.</summary>
    public int Rows { get; }

    /// <summary>The layout of a graph without cycles.</summary>
    public static GraphLayout Of(JobGraph graph) => new(graph);

    /// <summary>How many jobs, and places for lines between them, a drawing has: what it costs.</summary>
    public static long SizeOf(JobGraph graph)
    {
        var depths = new int[graph.Count];
        foreach (var (jobs, level) in graph.Levels()!.Select((jobs, level) => (jobs, level)))
            foreach (var job in jobs)
                depths[job] = level;
        return graph.Count + Enumerable.Range(0, graph.Count).Sum(job => graph.DependenciesOf(job).Sum(dependency => (long)(depths[job] - depths[dependency])));
    }

    private List<Item> Connect(Item from, Item to, int first, int last)
    {
        var (via, before) = (new List<Item>(), from);
        for (var level = first + 1; level < last; level++)
        {
            var pass = new Item(-1);
            levels[level].Add(pass);
            via.Add(pass);
            Link(before, pass);
            before = pass;
        }

        Link(before, to);
        return via;
    }

    private static void Link(Item left, Item right)
    {
        left.After.Add(right);
        right.Before.Add(left);
    }

    /// <summary>Orders each level by the mean place of what its items are connected with in the level beside it.</summary>
    private void Sweep(bool isForward)
    {
        foreach (var level in levels)
            Number(level);
        foreach (var level in isForward ? levels : Enumerable.Reverse(levels))
        {
            level.Sort((left, right) => (MeanOf(left), left.Place).CompareTo((MeanOf(right), right.Place)));
            Number(level);
        }

        double MeanOf(Item item) => (isForward ? item.Before : item.After) is { Count: > 0 } beside ? beside.Average(other => other.Share) : item.Share;
    }

    private static void Number(List<Item> level)
    {
        for (var i = 0; i < level.Count; i++)
            (level[i].Place, level[i].Share) = (i, (i + 0.5) / level.Count);
    }

    private double RowOf(Item item, int level) => item.Place + (Rows - levels[level].Count) / 2.0;

    /// <summary>A job, or a line's place in a level that it passes.</summary>
    private sealed class Item(int job)
    {
        /// <summary>The job; -1: a line's place.</summary>
        public int Job => job;

        public List<Item> Before { get; } = [];

        public List<Item> After { get; } = [];

        public int Place { get; set; }

        /// <summary>Where it lies in its level, from 0 to 1: levels of different sizes stand in the middle.</summary>
        public double Share { get; set; }
    }
}
