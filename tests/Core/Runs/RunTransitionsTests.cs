using Muster.Runs;

namespace Muster.Tests.Core.Runs;

public class RunTransitionsTests
{
    // The table in the comment of RunState, line by line.
    private static readonly HashSet<(RunState, RunState, RunMove)> Table =
    [
        (RunState.Ready, RunState.InProgress, RunMove.Progress),
        (RunState.Ready, RunState.Cancelled, RunMove.Progress),
        (RunState.Ready, RunState.Ignored, RunMove.Ignore),
        (RunState.InProgress, RunState.Complete, RunMove.Progress),
        (RunState.InProgress, RunState.Error, RunMove.Progress),
        (RunState.InProgress, RunState.Cancelled, RunMove.Progress),
        (RunState.Complete, RunState.Ready, RunMove.Retry),
        (RunState.Error, RunState.Ready, RunMove.Retry),
        (RunState.Error, RunState.Ignored, RunMove.Ignore),
        (RunState.Cancelled, RunState.Ready, RunMove.Retry),
        (RunState.Ignored, RunState.Ready, RunMove.Release),
    ];

    [Fact]
    public void The_legal_moves_are_those_of_the_table()
    {
        foreach (var from in Enum.GetValues<RunState>())
        {
            foreach (var to in Enum.GetValues<RunState>())
            {
                foreach (var why in Enum.GetValues<RunMove>())
                    Assert.Equal(Table.Contains((from, to, why)), RunTransitions.IsLegal(from, to, why));
            }
        }
    }

    [Fact]
    public void Requiring_a_legal_move_does_nothing() => Assert.All(Table, move => RunTransitions.Require(move.Item1, move.Item2, move.Item3));

    [Fact]
    public void Requiring_an_illegal_move_names_both_states() => Assert.Equal(
        "A run cannot go from Cancelled to InProgress by Progress.",
        Assert.Throws<IllegalTransitionException>(() => RunTransitions.Require(RunState.Cancelled, RunState.InProgress, RunMove.Progress)).Message);

    [Fact]
    public void A_terminal_state_is_left_only_by_a_persons_act() => Assert.All(Table.Where(move => move.Item1.IsTerminal()), move => Assert.NotEqual(RunMove.Progress, move.Item3));

    [Fact]
    public void Ready_and_in_progress_are_not_terminal() =>
        Assert.Equal([RunState.Ready, RunState.InProgress], Enum.GetValues<RunState>().Where(state => !state.IsTerminal()));
}
