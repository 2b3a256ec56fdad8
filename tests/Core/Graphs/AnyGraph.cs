using FsCheck;
using FsCheck.Fluent;
using Muster.Graphs;

namespace Muster.Tests.Core.Graphs;

/// <summary>Makes graphs for tests.</summary>
internal static class AnyGraph
{
    /// <summary>Jobs from lines such as <c>test: build, lint</c>.</summary>
    public static JobSpec[] Of(params string[] lines) => [.. lines.Select(line => line.Split(": ")).Select(parts => new JobSpec
    {
        Id = parts[0].TrimEnd(':'), Command = "true", DependsOn = parts.Length > 1 ? parts[1].Split(", ") : [],
    })];

    /// <summary>Jobs <c>j0, j1, …</c> from pairs of places, the first of which waits for the second.</summary>
    public static JobSpec[] Of(int count, IEnumerable<(int From, int To)> edges)
    {
        var waits = edges.ToLookup(edge => edge.From, edge => $"j{edge.To}");
        return [.. Enumerable.Range(0, count).Select(job => new JobSpec { Id = $"j{job}", Command = "true", DependsOn = [.. waits[job].Distinct()] })];
    }

    /// <summary>Small graphs with and without cycles, also of jobs that wait for themselves.</summary>
    public static Gen<JobSpec[]> Any { get; } =
        from count in Gen.Choose(1, 9)
        from edges in Gen.Choose(0, count - 1).Zip(Gen.Choose(0, count - 1)).ListOf()
        from share in Gen.Choose(0, 2)
        select Of(count, edges.Take(count * share).Select(edge => (edge.Item1, edge.Item2)));

    /// <summary>Graphs without cycles, with their jobs in any order.</summary>
    public static Gen<JobSpec[]> Sound { get; } =
        from count in Gen.Choose(1, 12)
        from edges in Gen.Choose(0, count - 1).Zip(Gen.Choose(0, count - 1)).ListOf()
        from shuffled in Gen.Shuffle(Enumerable.Range(0, count))
        select Of(count, edges.Where(edge => edge.Item1 != edge.Item2).Select(edge =>
            edge.Item1 > edge.Item2 ? (shuffled[edge.Item1], shuffled[edge.Item2]) : (shuffled[edge.Item2], shuffled[edge.Item1])));
}
