using Muster.Points;
using Muster.Runs;

namespace Muster.Tests.Core.Points;

public class PointTransitionsTests
{
    // The table in the comment of PointState, line by line.
    private static readonly HashSet<(PointState, PointState)> Table =
    [
        (PointState.Pending, PointState.Running),
        (PointState.Pending, PointState.Cancelled),
        (PointState.Running, PointState.Succeeded),
        (PointState.Running, PointState.Failed),
        (PointState.Running, PointState.Cancelled),
        (PointState.Running, PointState.Pending),
    ];

    [Fact]
    public void The_legal_moves_are_those_of_the_table()
    {
        foreach (var from in Enum.GetValues<PointState>())
        {
            foreach (var to in Enum.GetValues<PointState>())
                Assert.Equal(Table.Contains((from, to)), PointTransitions.IsLegal(from, to));
        }
    }

    [Fact]
    public void Nothing_leaves_a_terminal_state() => Assert.DoesNotContain(Table, move => move.Item1.IsTerminal());

    [Fact]
    public void Requiring_an_illegal_move_names_both_states() => Assert.Equal(
        "A point cannot go from Succeeded to Running by Attempt.",
        Assert.Throws<IllegalTransitionException>(() => PointTransitions.Require(PointState.Succeeded, PointState.Running)).Message);

    [Fact]
    public void Only_attempts_that_the_command_decided_are_charged() => Assert.Equal(
        [AttemptEnd.Exited, AttemptEnd.Signalled, AttemptEnd.TimedOut, AttemptEnd.NotStarted],
        Enum.GetValues<AttemptEnd>().Where(end => new AttemptRecord { Number = 1, End = end, StartedAt = default }.IsCharged));

    [Fact]
    public void A_new_point_is_pending_with_no_attempt() =>
        Assert.Equal((PointState.Pending, null, 0, null), (PointEntry.New.State, PointEntry.New.NotBefore, PointEntry.New.ChargedAttempts, PointEntry.New.Last));
}
