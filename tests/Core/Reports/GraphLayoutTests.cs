using FsCheck;
using FsCheck.Fluent;
using Muster.Graphs;
using Muster.Reports;
using Muster.Tests.Core.Graphs;

namespace Muster.Tests.Core.Reports;

public class GraphLayoutTests
{
    [Fact]
    public void A_chain_lies_in_one_row()
    {
        var layout = Of("a", "b: a", "c: b");

        Assert.Equal([new(0, 0, 0), new(1, 1, 0), new(2, 2, 0)], layout.Nodes);
        Assert.Equal((3, 1), (layout.Levels, layout.Rows));
    }

    [Fact]
    public void A_line_that_passes_a_level_has_a_place_of_its_own_there()
    {
        var layout = Of("a", "b: a", "c: a, b");

        Assert.Equal([(0, 1, 0), (0, 2, 1), (1, 2, 0)], layout.Edges.Select(edge => (edge.From, edge.To, edge.Via.Count)).Order());
        var (level, row) = layout.Edges.Single(edge => edge.Via.Count == 1).Via[0];
        Assert.Equal(1, level);
        Assert.NotEqual(row, layout.Nodes.Single(node => node.Job == 1).Row);
    }

    [Fact]
    public void Jobs_stand_beside_what_they_depend_on_so_that_lines_do_not_cross()
    {
        var layout = Of("a", "b", "c", "of-c: c", "of-b: b", "of-a: a");

        Assert.Equal([5, 4, 3], layout.Nodes.Where(node => node.Level == 1).OrderBy(node => node.Row).Select(node => node.Job));
    }

    [Fact]
    public void In_any_graph_each_job_stands_behind_what_it_depends_on_and_alone() =>
        Prop.ForAll(AnyGraph.Sound.ToArbitrary(), jobs =>
        {
            var graph = JobGraph.Of(jobs);
            var layout = GraphLayout.Of(graph);
            var places = layout.Nodes.ToDictionary(node => node.Job);
            Assert.Equal(Enumerable.Range(0, jobs.Length), layout.Nodes.Select(node => node.Job).Order());
            Assert.Equal(Enumerable.Range(0, jobs.Length).SelectMany(job => graph.DependenciesOf(job).Select(on => (on, job))).Order(), layout.Edges.Select(edge => (edge.From, edge.To)).Order());
            var taken = layout.Nodes.Select(node => (node.Level, node.Row)).Concat(layout.Edges.SelectMany(edge => edge.Via)).ToList();
            Assert.Equal(taken.Count, taken.Distinct().Count());
            Assert.All(taken, place => Assert.InRange(place.Row, 0, layout.Rows - 1));
            Assert.All(layout.Edges, edge => Assert.Equal(
                Enumerable.Range(places[edge.From].Level + 1, places[edge.To].Level - places[edge.From].Level - 1), edge.Via.Select(via => via.Level)));
            Assert.Equal(GraphLayout.SizeOf(graph), jobs.Length + layout.Edges.Sum(edge => edge.Via.Count + 1));
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_graph_gives_the_same_drawing() =>
        Prop.ForAll(AnyGraph.Sound.ToArbitrary(), jobs => Of(jobs).Nodes.SequenceEqual(Of(jobs).Nodes)).QuickCheckThrowOnFailure();

    private static GraphLayout Of(params string[] jobs) => Of(AnyGraph.Of(jobs));

    private static GraphLayout Of(JobSpec[] jobs) => GraphLayout.Of(JobGraph.Of(jobs));
}
