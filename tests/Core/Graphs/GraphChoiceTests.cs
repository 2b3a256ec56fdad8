using Muster.Graphs;

namespace Muster.Tests.Core.Graphs;

public sealed class GraphChoiceTests
{
    private static readonly GraphSpec Spec = new() { Jobs = AnyGraph.Of("a", "b") };

    [Fact]
    public void Without_journal_and_name_a_graph_begins_anew() => Assert.Equal(new(GraphSource.Nothing, false), GraphChoice.Of(null, null, isNamed: false));

    [Fact]
    public void What_is_named_and_nowhere_is_lost() => Assert.Equal(new(GraphSource.Lost, false), GraphChoice.Of(null, null, isNamed: true));

    [Fact]
    public void A_journal_alone_counts_whatever_was_named() => Assert.Equal(new(GraphSource.Journal, false), GraphChoice.Of(At(1, 1), null, isNamed: true));

    [Theory]
    [InlineData(1, 5, 1, 3, GraphSource.Journal, false)] // the worker had not kept all of it
    [InlineData(1, 3, 1, 3, GraphSource.Journal, false)]
    [InlineData(1, 3, 1, 5, GraphSource.Store, false)] // a power loss took the journal's end
    [InlineData(3, 1, 2, 9, GraphSource.Journal, false)] // what an older owner kept
    [InlineData(1, 9, 2, 1, GraphSource.Store, true)] // another owner went on from less, and kept it
    public void The_later_owner_counts_and_of_one_owner_the_longer(long epoch, int events, long storedEpoch, int storedEvents, GraphSource source, bool throwsAway) =>
        Assert.Equal(new(source, throwsAway), GraphChoice.Of(At(epoch, events), At(storedEpoch, storedEvents), isNamed: true));

    private static GraphState At(long epoch, int events)
    {
        var state = new GraphState(Spec);
        for (var i = 0; i < events; i++)
            state.Apply(new GraphEvent.TakenUp(epoch, 1, default));
        return state;
    }
}
