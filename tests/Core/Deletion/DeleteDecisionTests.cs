using Muster.Deletion;
using Muster.Runs;
using Muster.Tests.Conformance;

namespace Muster.Tests.Core.Deletion;

public class DeleteDecisionTests
{
    private static readonly RunRecord s_run = Samples.Run() with { State = RunState.Complete };
    private static readonly RunId s_id = s_run.Id;

    [Theory]
    [InlineData(RunState.Complete)]
    [InlineData(RunState.Error)]
    [InlineData(RunState.Cancelled)]
    [InlineData(RunState.Ignored)]
    public void A_run_that_has_ended_may_be_deleted_and_pruned(RunState state)
    {
        Assert.Null(DeleteDecision.ToDelete(new(s_run with { State = state })).Refusal);
        Assert.Null(DeleteDecision.ToPrune(new(s_run with { State = state })).Refusal);
    }

    [Theory]
    [InlineData(RunState.Ready, DesiredState.Run, "is waiting; cancel it first: muster cancel")]
    [InlineData(RunState.InProgress, DesiredState.Run, "is running; cancel it first: muster cancel")]
    [InlineData(RunState.InProgress, DesiredState.Cancelled, "is being cancelled; wait until it has ended: muster wait")]
    public void A_run_that_is_going_is_not(RunState state, DesiredState desired, string refusal)
    {
        var facts = new DeleteFacts(s_run with { State = state, Desired = desired });

        Assert.Equal($"Run {s_id} (sweep) {refusal} {s_id}", DeleteDecision.ToDelete(facts).Refusal);
        Assert.Equal($"Run {s_id} (sweep) {refusal} {s_id}", DeleteDecision.ToPrune(facts).Refusal);
    }

    [Fact]
    public void A_run_whose_lock_somebody_holds_is_not()
    {
        var facts = new DeleteFacts(s_run with { Lock = new("engine-1", 3, 4, TimeSpan.FromSeconds(30)) }) { IsLocked = true };

        Assert.Equal($"Run {s_id} (sweep) is complete, but engine-1 still holds its lock. Try again when it has given it back.", DeleteDecision.ToDelete(facts).Refusal);
    }

    [Fact]
    public void A_run_whose_worker_is_alive_is_not()
    {
        var facts = new DeleteFacts(s_run) { Workers = ["w1", "w2"] };

        Assert.Equal($"Run {s_id} (sweep) is complete, but its worker w1 is still ending. Try again in a moment.", DeleteDecision.ToDelete(facts).Refusal);
    }

    [Fact]
    public void A_run_that_others_wait_for_is_pruned_and_not_deleted()
    {
        var (one, two) = (Samples.Run("one") with { Name = "one" }, Samples.Run("two"));

        Assert.Equal(
            $"Run {s_id} (sweep) is waited for by {one.Id} (one); cancel or delete that first.",
            DeleteDecision.ToDelete(new(s_run) { WaitedForBy = [one] }).Refusal);
        Assert.Equal(
            $"Run {s_id} (sweep) is waited for by 2 runs, such as {one.Id} (one); cancel or delete those first.",
            DeleteDecision.ToDelete(new(s_run) { WaitedForBy = [one, two] }).Refusal);
        Assert.Null(DeleteDecision.ToPrune(new(s_run) { WaitedForBy = [one] }).Refusal);
    }

    [Fact]
    public void A_deletion_that_was_begun_may_always_be_finished_and_is_not_pruned()
    {
        var facts = new DeleteFacts(s_run with { DeletingSince = Samples.Noon }) { IsLocked = true, Workers = ["w1"], WaitedForBy = [s_run] };

        Assert.Null(DeleteDecision.ToDelete(facts).Refusal);
        Assert.Equal($"Run {s_id} (sweep) is being deleted; finish that: muster delete {s_id}", DeleteDecision.ToPrune(facts).Refusal);
    }

    [Theory]
    [InlineData(RunState.Complete, 60, true)]
    [InlineData(RunState.Complete, 59, false)]
    [InlineData(RunState.Error, 60, false)]
    [InlineData(RunState.InProgress, 6000, false)]
    public void A_rule_takes_runs_by_their_end_and_state(RunState state, int secondsAgo, bool taken)
    {
        var rule = new PruneRule(Samples.Noon.AddSeconds(-60), RunState.Complete);

        Assert.Equal(taken, rule.Takes(s_run with { State = state, CompletedAt = Samples.Noon.AddSeconds(-secondsAgo) }));
        Assert.Equal(state == RunState.Complete, (rule with { EndedBy = Samples.Noon }).Takes(s_run with { State = state, CompletedAt = null, UpdatedAt = Samples.Noon }));
        Assert.Equal(taken || (state == RunState.Error), (rule with { State = null }).Takes(s_run with { State = state, CompletedAt = Samples.Noon.AddSeconds(-secondsAgo) }));
    }
}
