using Muster.Graphs;
using Muster.Points;

namespace Muster.Tests.Core.Graphs;

/// <summary>A graph whose worker gave it up, kept that, and could not say how the point's attempt ended: the next worker takes it up under the same attempt.</summary>
public sealed class GraphGivenUpTests
{
    private readonly GraphRig rig = new(new() { Jobs = AnyGraph.Of("a", "b: a") });

    [Fact]
    public void A_graph_that_was_cancelled_ends_as_cancelled_and_not_as_failed()
    {
        Assert.Equal("start a 1", rig.Asked());
        rig.Run.End(AttemptEnd.Cancelled, atOnce: false);
        Assert.Equal("end a Cancelled", rig.Asked());
        rig.Ends("a", AttemptEnd.Cancelled);

        rig.TakeUp();

        Assert.Equal("", rig.Asked());
        Assert.True(rig.Run.IsOver);
        Assert.Equal(new(AttemptEnd.Cancelled, null, null), rig.Run.Outcome);
    }

    [Fact]
    public void A_graph_whose_time_was_up_while_nothing_ran_ends_as_timed_out()
    {
        var waits = new GraphRig(new() { Jobs = [AnyGraph.Of("a")[0] with { Retry = new() { MaxAttempts = 2, BaseDelay = TimeSpan.FromHours(2), MaxDelay = TimeSpan.FromHours(2) } }] });
        Assert.Equal("start a 1", waits.Asked());
        waits.Exits("a", 3);
        waits.Move(TimeSpan.FromHours(1.5));
        Assert.Equal("", waits.Asked());
        var outcome = waits.Run.Outcome;

        waits.TakeUp();
        waits.Asked();

        Assert.Equal(AttemptEnd.TimedOut, outcome.End);
        Assert.Equal(outcome, waits.Run.Outcome);
    }
}
