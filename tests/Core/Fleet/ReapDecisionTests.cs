using Muster.Fleet;
using Muster.Runs;
using Muster.Tests.Conformance;
using Muster.Workers;

namespace Muster.Tests.Core.Fleet;

public class ReapDecisionTests
{
    private static readonly ReapPolicy Policy = new("team", TimeSpan.FromMinutes(5), "muster:deployment", "muster:origin", "launched");
    private static readonly ListedFacts Nothing = new(null, null, null, FleetIsOpen: false);
    private static readonly RunRecord Run = Samples.Run() with { State = RunState.InProgress };

    [Fact]
    public void An_orphan_is_terminated() => Assert.Equal((true, "No intent is known for it."), Decide(Listed(), Nothing));

    [Theory]
    [InlineData("muster:deployment", "other", "It is not of this deployment.")]
    [InlineData("muster:deployment", null, "It is not of this deployment.")]
    [InlineData("muster:origin", "imported", "Muster did not launch it.")]
    [InlineData("muster:origin", null, "Muster did not launch it.")]
    public void A_foreign_instance_is_left_alone(string tag, string? value, string why)
    {
        var tags = Listed().Tags.Where(one => one.Key != tag).ToDictionary();
        if (value is not null)
            tags[tag] = value;

        Assert.Equal((false, why), Decide(Listed() with { Tags = tags }, Nothing));
    }

    [Theory]
    [InlineData(-299, false)]
    [InlineData(-300, true)]
    [InlineData(60, false)]
    public void A_young_instance_is_left_alone(int launchedAt, bool terminates) =>
        Assert.Equal(terminates, Decide(Listed() with { LaunchedAt = Samples.Noon.AddSeconds(launchedAt) }, Nothing).Terminates);

    [Theory]
    [InlineData("shutting-down")]
    [InlineData("terminated")]
    public void One_that_ends_anyway_is_left_alone(string state) => Assert.Equal((false, $"It is {state}."), Decide(Listed() with { State = state }, Nothing));

    [Fact]
    public void One_whose_fleet_waits_for_an_answer_is_left_alone() => Assert.False(Decide(Listed(), Nothing with { FleetIsOpen = true }).Terminates);

    [Theory]
    [InlineData(IntentState.Recorded, false, "Its intent is open.")]
    [InlineData(IntentState.Unknown, false, "Its intent is open.")]
    [InlineData(IntentState.Launched, false, "Its intent is open.")]
    [InlineData(IntentState.Failed, true, "Its intent KEY failed: no")]
    public void An_intent_that_is_open_keeps_its_instance_and_one_that_failed_does_not(IntentState state, bool terminates, string why)
    {
        var intent = Samples.Intent(state: state) with { Reason = "no" };

        Assert.Equal((terminates, why.Replace("KEY", intent.Key.ToString(), StringComparison.Ordinal)), Decide(Listed(), Nothing with { Run = Run, Intent = intent }));
    }

    [Theory]
    [InlineData(WorkerPhase.Working, RunState.InProgress, "running", false)]
    [InlineData(WorkerPhase.Working, RunState.Ready, "running", false)]
    [InlineData(WorkerPhase.Working, RunState.Complete, "running", true)]
    [InlineData(WorkerPhase.Fenced, RunState.InProgress, "running", true)]
    [InlineData(WorkerPhase.Ended, RunState.InProgress, "running", true)]
    [InlineData(WorkerPhase.Ended, RunState.InProgress, "stopped", false)]
    [InlineData(WorkerPhase.Ended, RunState.InProgress, "stopping", false)]
    [InlineData(WorkerPhase.Ended, RunState.Error, "stopped", true)]
    public void A_joined_instance_lives_while_its_worker_works_for_a_run_that_has_not_ended(WorkerPhase phase, RunState state, string instance, bool terminates) =>
        Assert.Equal(terminates, Decide(
            Listed() with { State = instance },
            new(Run with { State = state, CompletedAt = state.IsTerminal() ? Samples.Noon : null }, Samples.Intent(state: IntentState.Joined), Samples.Worker(phase: phase), FleetIsOpen: false)).Terminates);

    [Fact]
    public void One_whose_run_is_gone_is_terminated() =>
        Assert.True(Decide(Listed(), new(null, Samples.Intent(state: IntentState.Joined), Samples.Worker(), FleetIsOpen: false)).Terminates);

    private static ListedInstance Listed() => new("i-1", Samples.Noon.AddHours(-1), "running", new Dictionary<string, string> { ["muster:deployment"] = "team", ["muster:origin"] = "launched" });

    private static (bool Terminates, string Why) Decide(ListedInstance instance, ListedFacts facts) =>
        ReapDecision.For(instance, facts, Policy, Samples.Noon) is var decision ? (decision.Terminates, decision.Why) : default;
}
