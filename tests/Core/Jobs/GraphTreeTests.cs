using FsCheck;
using FsCheck.Fluent;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Tests.Core.Graphs;

namespace Muster.Tests.Core.Jobs;

public class GraphTreeTests
{
    [Fact]
    public void A_job_stands_once_below_the_last_of_its_dependencies() => Assert.Equal(
        """
        build
        ├─ unit-tests
        └─ lint
           └─ package (also unit-tests)
        docs
        """,
        Text("build", "unit-tests: build", "lint: build", "package: unit-tests, lint", "docs"));

    [Fact]
    public void Rails_lead_past_what_stands_between() => Assert.Equal(
        """
        a
        ├─ b
        │  ├─ c
        │  │  └─ d
        │  └─ e
        └─ f
        """,
        Text("a", "b: a", "c: b", "d: c", "e: b", "f: a"));

    [Fact]
    public void A_chain_is_indented_only_so_far_and_then_names_what_it_follows()
    {
        var lines = Text([.. Enumerable.Range(0, 1000).Select(job => job == 0 ? "j0" : $"j{job}: j{job - 1}")]).Split('\n');

        Assert.Equal(1000, lines.Length);
        Assert.Equal($"{new string(' ', 24)}└─ j9", lines[9]);
        Assert.Equal($"{new string(' ', 27)}├─ j10", lines[10]);
        Assert.Equal($"{new string(' ', 27)}├─ j11 (j10)", lines[11]);
        Assert.Equal($"{new string(' ', 27)}└─ j999 (j998)", lines[999]);
    }

    [Fact]
    public void In_any_graph_each_job_stands_once_and_all_its_dependencies_are_shown() =>
        Prop.ForAll(AnyGraph.Sound.ToArbitrary(), jobs =>
        {
            var graph = JobGraph.Of(jobs);
            var lines = GraphTree.Of(graph);
            Assert.Equal(Enumerable.Range(0, jobs.Length), lines.Select(line => line.Job).Order());
            for (var i = 0; i < lines.Count; i++)
            {
                var shown = lines[i].Named.ToList();
                if (lines[i].Depth > 0 && lines[i].IsBelowParent)
                    shown.Add(lines[lines.Take(i).ToList().FindLastIndex(line => line.Depth < lines[i].Depth)].Job);
                Assert.Equal(graph.DependenciesOf(lines[i].Job).Order(), shown.Order());
                if (lines[i].Depth > 0)
                    Assert.Equal(HasSibling(lines, i), lines[i].HasRail(lines[i].Depth));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Jobs_in_a_circle_are_no_tree() => Assert.StartsWith(
        "Some jobs wait for each other in a circle, so there is no tree.", Assert.Throws<ArgumentException>(() => GraphTree.Of(JobGraph.Of(AnyGraph.Of("a: b", "b: a")))).Message, StringComparison.Ordinal);

    private static bool HasSibling(IReadOnlyList<GraphTreeLine> lines, int at) =>
        lines.Skip(at + 1).TakeWhile(line => line.Depth >= lines[at].Depth).Any(line => line.Depth == lines[at].Depth);

    private static string Text(params string[] jobs)
    {
        var specs = AnyGraph.Of(jobs);
        return string.Join('\n', GraphTree.Of(JobGraph.Of(specs)).Select(line =>
            string.Concat(Enumerable.Range(1, line.Depth).Select(depth => depth < line.Depth ? (line.HasRail(depth) ? "│  " : "   ") : line.HasRail(depth) ? "├─ " : "└─ "))
            + specs[line.Job].Id + (line.Named.Count == 0 ? "" : $" ({(line.IsBelowParent ? "also " : "")}{string.Join(", ", line.Named.Select(job => specs[job].Id))})")));
    }
}
