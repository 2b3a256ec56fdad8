using Muster.Graphs;
using Muster.Runs;

namespace Muster.Tests.Core.Graphs;

public class JobTransitionsTests
{
    [Fact]
    public void The_legal_moves_are_those_of_the_table() =>
        Assert.Equal(
            """
                       Pending Running Succeeded Failed Skipped Cancelled
            Pending            x                        x       x
            Running    x               x         x              x
            Succeeded
            Failed     x
            Skipped    x
            Cancelled  x
            """,
            Table(),
            ignoreLineEndingDifferences: true);

    [Fact]
    public void An_illegal_move_names_both_states() =>
        Assert.Equal(
            "A job cannot go from Succeeded to Running by Event.",
            Assert.Throws<IllegalTransitionException>(() => JobTransitions.Require(JobState.Succeeded, JobState.Running)).Message);

    [Fact]
    public void Jobs_that_wait_or_run_have_not_ended() =>
        Assert.Equal([JobState.Pending, JobState.Running], Enum.GetValues<JobState>().Where(state => !state.HasEnded()));

    private static string Table()
    {
        var all = Enum.GetValues<JobState>();
        var head = $"{"",-11}{string.Join(' ', all)}";
        return string.Join('\n', all.Select(from => string.Concat($"{from,-11}", string.Join(' ', all.Select(to => (JobTransitions.IsLegal(from, to) ? "x" : "").PadRight($"{to}".Length)))).TrimEnd()).Prepend(head));
    }
}
