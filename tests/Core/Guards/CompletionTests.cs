using Muster.Guards;

namespace Muster.Tests.Core.Guards;

public class CompletionTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(2);

    [Fact]
    public void Work_is_complete_when_the_file_was_there_for_its_delay()
    {
        var state = Seen(true);

        Assert.Equal("The completion file /done is there; the work is complete in 1m, unless it goes away.", Decide(state, 60).Reason);
        Assert.False(Decide(state, 119).IsComplete);
        Assert.True(Decide(state, 120).IsComplete);
        Assert.Equal("The completion file /done is there, since 2m.", Decide(state, 120).Reason);
    }

    [Fact]
    public void A_file_without_a_delay_completes_at_once()
    {
        var decision = CompletionDecision.For(Seen(true), "/done", TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal((true, "The completion file /done is there."), (decision.IsComplete, decision.Reason));
    }

    [Fact]
    public void A_file_that_vanishes_begins_its_delay_anew()
    {
        var state = Seen(true, true, false, true);

        Assert.Equal(TimeSpan.FromSeconds(3), state.SeenAt);
        Assert.Null(Decide(Seen(true, false), 500).Reason);
        Assert.False(Decide(Seen(true, false), 500).IsComplete);
    }

    [Fact]
    public void A_look_that_fails_changes_nothing()
    {
        Assert.Equal(TimeSpan.Zero, Seen(true, null).SeenAt);
        Assert.Null(Seen(false, null).SeenAt);
    }

    private static CompletionDecision Decide(CompletionState state, int seconds) => CompletionDecision.For(state, "/done", Delay, TimeSpan.FromSeconds(seconds));

    // A look a second, from 0 on.
    private static CompletionState Seen(params ReadOnlySpan<bool?> looks)
    {
        var state = CompletionState.Start;
        for (var i = 0; i < looks.Length; i++)
            state = state.Next(looks[i], TimeSpan.FromSeconds(i));
        return state;
    }
}
