using Muster.Coordination;
using Muster.Runs;
using Muster.Tests.Conformance;

namespace Muster.Tests.Core.Runs;

public class DependencyDecisionTests
{
    private static readonly RunRecord First = Samples.Run("first") with { Name = "prepare" };
    private static readonly RunRecord Waits = Samples.Run("waits");

    [Theory]
    [InlineData(DependencyKind.Ok, RunState.Complete)]
    [InlineData(DependencyKind.Any, RunState.Complete)]
    [InlineData(DependencyKind.Any, RunState.Error)]
    [InlineData(DependencyKind.Any, RunState.Cancelled)]
    public void A_run_starts_when_the_other_has_ended_as_it_must(DependencyKind kind, RunState state) =>
        Assert.Same(DependencyDecision.MayStart, Decide(kind, state));

    [Theory]
    [InlineData(DependencyKind.Ok, RunState.Ready, "It starts when run ID (prepare) completes; that one is waiting.")]
    [InlineData(DependencyKind.Ok, RunState.InProgress, "It starts when run ID (prepare) completes; that one is running.")]
    [InlineData(DependencyKind.Any, RunState.InProgress, "It starts when run ID (prepare) ends; that one is running.")]
    [InlineData(DependencyKind.Any, RunState.Ignored, "It starts when run ID (prepare) ends; that one is held until: muster release ID")]
    public void A_run_waits_and_says_for_which_other(DependencyKind kind, RunState state, string text)
    {
        var decision = Decide(kind, state);

        Assert.False(decision.IsNever);
        Assert.Equal(new(WaitCause.Dependency, text.Replace("ID", First.Id.Value, StringComparison.Ordinal)), decision.Reason);
    }

    [Theory]
    [InlineData(RunState.Error, "ended in error")]
    [InlineData(RunState.Cancelled, "was cancelled")]
    [InlineData(null, "was deleted")]
    public void A_run_never_starts_when_the_other_did_not_complete(RunState? state, string end)
    {
        var decision = Decide(DependencyKind.Ok, state);

        Assert.True(decision.IsNever);
        Assert.Equal(
            $"It was to start only if run {First.Id} (prepare) completed, but that {end}. If that completes yet, run this one with: muster retry {Waits.Id}",
            decision.Reason!.Text);
    }

    [Fact]
    public void A_deleted_run_had_ended() => Assert.Same(DependencyDecision.MayStart, Decide(DependencyKind.Any, null));

    [Fact]
    public void Of_several_runs_the_first_that_is_waited_for_is_named_and_the_others_counted()
    {
        var going = First with { State = RunState.InProgress };
        var run = Waits with { After = [Dependency(DependencyKind.Ok), Dependency(DependencyKind.Any), Dependency(DependencyKind.Any)] };

        Assert.EndsWith("that one is running. It waits for 1 more.", DependencyDecision.For(run, [First with { State = RunState.Complete }, going, going]).Reason!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_can_never_be_met_weighs_more_than_others_that_are_waited_for()
    {
        var run = Waits with { After = [Dependency(DependencyKind.Ok), Dependency(DependencyKind.Ok)] };

        Assert.True(DependencyDecision.For(run, [First, First with { State = RunState.Error }]).IsNever);
    }

    private static RunDependency Dependency(DependencyKind kind) => new(First.Id, First.Name, kind);

    private static DependencyDecision Decide(DependencyKind kind, RunState? state) =>
        DependencyDecision.For(Waits with { After = [Dependency(kind)] }, [state is { } at ? First with { State = at } : null]);
}
