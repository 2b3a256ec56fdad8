using FsCheck;
using FsCheck.Fluent;
using Muster.Graphs;

namespace Muster.Tests.Core.Graphs;

public class JobGraphTests
{
    [Fact]
    public void The_order_takes_the_first_of_the_file_among_those_that_are_ready()
    {
        var jobs = AnyGraph.Of("package: test, lint", "lint: fetch", "fetch", "test: build", "build: fetch", "notes");

        Assert.Equal("fetch lint build test package notes", Order(jobs));
        Assert.Equal(["fetch notes", "lint build", "test", "package"], Levels(jobs));
    }

    [Fact]
    public void Without_dependencies_the_order_is_that_of_the_file()
    {
        var jobs = AnyGraph.Of("c", "a", "b");

        Assert.Equal("c a b", Order(jobs));
        Assert.Equal(["c a b"], Levels(jobs));
    }

    [Fact]
    public void Neighbours_are_known_both_ways_and_a_dependency_that_stands_twice_is_one()
    {
        var graph = JobGraph.Of(AnyGraph.Of("a: c, b, c", "b", "c: b"));

        Assert.Equal([2, 1], graph.DependenciesOf(0));
        Assert.Equal([0, 2], graph.DependentsOf(1));
        Assert.Equal([1, 2, 0], graph.Order());
    }

    [Fact]
    public void Any_order_has_each_job_once_and_after_its_dependencies() =>
        Prop.ForAll(AnyGraph.Sound.ToArbitrary(), jobs =>
        {
            var order = JobGraph.Of(jobs).Order()!;
            var places = order.Select((job, place) => (jobs[job].Id, place)).ToDictionary(x => x.Id, x => x.place);
            return places.Count == jobs.Length && jobs.All(job => job.DependsOn.All(id => places[id] < places[job.Id]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_order_is_stable_so_no_job_of_the_file_is_passed_over_while_it_is_ready() =>
        Prop.ForAll(AnyGraph.Sound.ToArbitrary(), jobs =>
        {
            var done = new HashSet<string>();
            return JobGraph.Of(jobs).Order()!.All(job =>
            {
                var first = Array.FindIndex(jobs, j => !done.Contains(j.Id) && j.DependsOn.All(done.Contains));
                done.Add(jobs[job].Id);
                return first == job;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_graph_has_an_order_exactly_if_no_cycle_is_found() =>
        Prop.ForAll(AnyGraph.Any.ToArbitrary(), jobs =>
        {
            var graph = JobGraph.Of(jobs);
            return (graph.Order() is null) == (graph.FindCycle() is not null) && (graph.Levels() is null) == (graph.Order() is null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_cycle_that_is_found_is_one_a_shortest_one_and_begins_with_its_first_job() =>
        Prop.ForAll(AnyGraph.Any.ToArbitrary(), jobs => JobGraph.Of(jobs).FindCycle() is not { } cycle || (
            cycle.Distinct().Count() == cycle.Count
            && cycle.Zip(cycle.Skip(1).Append(cycle[0])).All(edge => jobs[edge.First].DependsOn.Contains(jobs[edge.Second].Id))
            && cycle[0] == cycle.Min()
            && cycle.Count == ShortestByBruteForce(jobs))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Each_level_waits_for_the_one_before_and_no_job_for_its_own() =>
        Prop.ForAll(AnyGraph.Sound.ToArbitrary(), jobs =>
        {
            var levels = JobGraph.Of(jobs).Levels()!;
            var depths = levels.SelectMany((level, depth) => level.Select(job => (jobs[job].Id, depth))).ToDictionary(x => x.Id, x => x.depth);
            return depths.Count == jobs.Length && levels.All(level => level.SequenceEqual(level.Order()))
                && jobs.All(job => depths[job.Id] == job.DependsOn.Select(id => depths[id] + 1).DefaultIfEmpty(0).Max());
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a", "a: a")]
    [InlineData("a b", "a: b", "b: a")]
    [InlineData("b c", "a: b", "b: c", "c: d, b", "d: a")]
    [InlineData("a b c", "x: a", "a: b, x0", "b: c", "c: a", "x0")]
    public void The_shortest_cycle_is_shown_from_its_first_job_on(string cycle, params string[] lines)
    {
        var jobs = AnyGraph.Of(lines);
        Assert.Equal(cycle, string.Join(' ', JobGraph.Of(jobs).FindCycle()!.Select(job => jobs[job].Id)));
    }

    [Fact]
    public void Ids_that_stand_twice_and_dependencies_that_are_no_jobs_are_refused()
    {
        Assert.StartsWith("Two jobs have the id 'a'.", Assert.Throws<ArgumentException>(() => JobGraph.Of(AnyGraph.Of("a", "a"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Job 'a' depends on 'b', which is no job of the graph.", Assert.Throws<ArgumentException>(() => JobGraph.Of(AnyGraph.Of("a: b"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_ten_thousand_jobs_is_ordered_and_closed_to_a_circle_is_found()
    {
        const int count = 10_000;
        var chain = Enumerable.Range(0, count - 1).Select(job => (job, job + 1)).ToList();

        Assert.Equal(Enumerable.Range(0, count).Reverse(), JobGraph.Of(AnyGraph.Of(count, chain)).Order());
        Assert.Equal(count, JobGraph.Of(AnyGraph.Of(count, chain)).Levels()!.Count);
        Assert.Equal(Enumerable.Range(0, count), JobGraph.Of(AnyGraph.Of(count, chain.Append((count - 1, 0)))).FindCycle());
    }

    [Fact]
    public void Ten_thousand_jobs_with_a_hundred_thousand_dependencies_are_ordered()
    {
        var jobs = AnyGraph.Of(10_000, Enumerable.Range(1, 9_999).SelectMany(job => Enumerable.Range(1, 10).Select(k => (job, (int)((job * 7919L * k) % job)))));

        Assert.Equal(10_000, JobGraph.Of(jobs).Order()!.Count);
        Assert.Null(JobGraph.Of(jobs).FindCycle());
    }

    [Fact]
    public void A_graph_too_tangled_for_the_shortest_cycle_still_shows_a_real_one()
    {
        // A thousand rings of ten, each wholly before the next and the last before the first: every cycle has a thousand jobs.
        var jobs = AnyGraph.Of(10_000, Enumerable.Range(0, 10_000).SelectMany(job => Enumerable.Range(0, 10).Select(k => (job, (((job % 1000) + 1) % 1000) + (k * 1000)))));

        var cycle = JobGraph.Of(jobs).FindCycle()!;

        Assert.Equal(1000, cycle.Count);
        Assert.All(cycle.Zip(cycle.Skip(1).Append(cycle[0])), edge => Assert.Contains(jobs[edge.Second].Id, jobs[edge.First].DependsOn));
    }

    private static string Order(JobSpec[] jobs) => string.Join(' ', JobGraph.Of(jobs).Order()!.Select(job => jobs[job].Id));

    private static IEnumerable<string> Levels(JobSpec[] jobs) => JobGraph.Of(jobs).Levels()!.Select(level => string.Join(' ', level.Select(job => jobs[job].Id)));

    private static int ShortestByBruteForce(JobSpec[] jobs)
    {
        var reached = jobs.ToDictionary(job => job.Id, job => job.DependsOn.ToHashSet());
        for (var length = 1; ; length++)
        {
            if (reached.Any(job => job.Value.Contains(job.Key))) return length;
            reached = reached.ToDictionary(job => job.Key, job => job.Value.SelectMany(id => jobs.Single(j => j.Id == id).DependsOn).ToHashSet());
        }
    }
}
