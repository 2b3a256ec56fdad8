using FsCheck;
using FsCheck.Fluent;
using Muster.Graphs;
using Muster.Resources;
using Muster.Retries;

namespace Muster.Tests.Core.Graphs;

public class GraphRunProperties
{
    [Fact]
    public void Any_graph_keeps_its_promises_however_its_jobs_end_and_whoever_takes_it_up() =>
        Prop.ForAll(Graphs.ToArbitrary(), Seeds.ToArbitrary(), (graph, seed) =>
        {
            var driver = new GraphDriver(graph, seed);
            driver.RunToTheEnd();
            AssertEnded(graph, driver.State);
            Assert.Equal(driver.State.Jobs.All(job => job.State == JobState.Succeeded), driver.Outcome.Code == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static void AssertEnded(GraphSpec graph, GraphState state)
    {
        var failed = Of(JobState.Failed);
        if (graph.OnFailure == OnFailure.Continue)
        {
            Assert.Equal(ReachableFrom(state.Graph, failed), Of(JobState.Skipped));
            Assert.Empty(Of(JobState.Cancelled));
            Assert.Equal(graph.Jobs.Count, failed.Count + Of(JobState.Skipped).Count + Of(JobState.Succeeded).Count);
        }

        Assert.All(Of(JobState.Skipped), job => Assert.Contains(state.Jobs[job].Reason, failed.Select(one => $"Job '{graph.Jobs[one].Id}' failed.")));
        Assert.Equal(failed.Count == 0, state.Jobs.All(job => job.State == JobState.Succeeded));
        Assert.Empty(Of(JobState.Pending));
        Assert.Empty(Of(JobState.Running));

        SortedSet<int> Of(JobState which) => [.. Enumerable.Range(0, graph.Jobs.Count).Where(job => state.Jobs[job].State == which)];
    }

    /// <summary>What depends on any of some jobs, directly or not: by the dependencies, apart from how the state finds it.</summary>
    private static SortedSet<int> ReachableFrom(JobGraph graph, SortedSet<int> some)
    {
        var reached = new SortedSet<int>();
        foreach (var job in graph.Order()!)
            if (graph.DependenciesOf(job).Any(dependency => some.Contains(dependency) || reached.Contains(dependency)))
                reached.Add(job);
        return reached;
    }

    private static Gen<int> Seeds => Gen.Choose(0, int.MaxValue);

    private static Gen<RetryPolicy> Policies =>
        from attempts in Gen.Choose(1, 4)
        from kind in Gen.Elements(BackoffKind.Fixed, BackoffKind.Exponential, BackoffKind.ExponentialJitter)
        from first in Gen.Choose(0, 20)
        from longest in Gen.Choose(first, 60)
        from jitter in Gen.Choose(0, 4)
        from denied in Gen.Elements<int[]>([], [], [2], [137])
        select new RetryPolicy
        {
            MaxAttempts = attempts, Backoff = kind, BaseDelay = TimeSpan.FromSeconds(first), MaxDelay = TimeSpan.FromSeconds(longest), Jitter = jitter / 4d, DontRetryOnCodes = denied,
        };

    private static Gen<JobSpec> Shaped(JobSpec job) =>
        from policy in Policies
        from halves in Gen.Choose(1, 9)
        select job with { Retry = policy, Resources = new ResourceRequest { Cpus = halves / 2m } };

    private static Gen<GraphSpec> Graphs =>
        from jobs in AnyGraph.Sound
        from shaped in Gen.CollectToSequence(jobs.Select(Shaped))
        from parallel in Gen.Choose(1, 4)
        from failure in Gen.Elements(OnFailure.Stop, OnFailure.Continue)
        select new GraphSpec { Jobs = [.. shaped], MaxParallel = parallel, OnFailure = failure };
}
