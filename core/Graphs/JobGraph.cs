namespace Muster.Graphs;

/// <summary>
/// Who waits for whom among the jobs of a graph. Jobs are named by their places in the file, from 0, here and in all that it answers.
/// Nothing in it recurses, so a chain may be of any length.
/// </summary>
public sealed class JobGraph
{
    private readonly int[][] _dependencies;
    private readonly int[][] _dependents;

    private JobGraph(int[][] dependencies)
    {
        _dependencies = dependencies;
        var dependents = Array.ConvertAll(dependencies, _ => new List<int>());
        for (var job = 0; job < dependencies.Length; job++)
            foreach (var dependency in dependencies[job])
                dependents[dependency].Add(job);
        _dependents = Array.ConvertAll(dependents, list => list.ToArray());
    }

    /// <summary>The graph of some jobs.</summary>
    /// <exception cref="ArgumentException">Two jobs have one id, or a dependency is no job of the graph.</exception>
    public static JobGraph Of(IReadOnlyList<JobSpec> jobs)
    {
        var places = new Dictionary<string, int>(jobs.Count, StringComparer.Ordinal);
        for (var job = 0; job < jobs.Count; job++)
            if (!places.TryAdd(jobs[job].Id, job))
                throw new ArgumentException($"Two jobs have the id '{jobs[job].Id}'.", nameof(jobs));
        return new([.. jobs.Select(job => job.DependsOn.Distinct(StringComparer.Ordinal).Select(id => places.TryGetValue(id, out var place)
            ? place
            : throw new ArgumentException($"Job '{job.Id}' depends on '{id}', which is no job of the graph.", nameof(jobs))).ToArray())]);
    }

    /// <summary>How many jobs there are.</summary>
    public int Count => _dependencies.Length;

    /// <summary>The jobs that one waits for, in the order of its list.</summary>
    public IReadOnlyList<int> DependenciesOf(int job) => _dependencies[job];

    /// <summary>The jobs that wait for one, in file order.</summary>
    public IReadOnlyList<int> DependentsOf(int job) => _dependents[job];

    /// <summary>
    /// The order in which the jobs run one at a time: of those whose dependencies are done, always the first of the file. Null: there is
    /// none, since some wait for each other (<see cref="FindCycle"/>).
    /// </summary>
    public IReadOnlyList<int>? Order()
    {
        var waits = Array.ConvertAll(_dependencies, list => list.Length);
        var ready = new PriorityQueue<int, int>();
        for (var job = 0; job < Count; job++)
            if (waits[job] == 0)
                ready.Enqueue(job, job);
        var order = new List<int>(Count);
        while (ready.TryDequeue(out var job, out _))
        {
            order.Add(job);
            foreach (var dependent in _dependents[job])
                if (--waits[dependent] == 0)
                    ready.Enqueue(dependent, dependent);
        }
        return order.Count == Count ? order : null;
    }

    /// <summary>
    /// The jobs by their depth: first those without dependencies, then those that wait for the first only, and so on; each level in file
    /// order. No job waits for another of its level. Null: some wait for each other.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>>? Levels()
    {
        if (Order() is not { } order) return null;
        var depths = new int[Count];
        foreach (var job in order)
            foreach (var dependency in _dependencies[job])
                depths[job] = Math.Max(depths[job], depths[dependency] + 1);
        return [.. Enumerable.Range(0, Count).GroupBy(job => depths[job]).OrderBy(level => level.Key).Select(level => level.ToArray())];
    }

    /// <summary>
    /// Jobs that wait for each other in a circle, each for the next and the last for the first: a shortest circle, from its first job in
    /// the file. Of a graph too tangled to look through in reasonable time it may be a longer one. Null: there is none.
    /// </summary>
    public IReadOnlyList<int>? FindCycle() => new CycleSearch(_dependencies, _dependents).Find();
}
