using FsCheck;
using FsCheck.Fluent;
using Muster.Fleet;
using Muster.Runs;

namespace Muster.Tests.Core.Fleet;

public class InstanceChangeTests
{
    private static readonly SpokeKey Spoke = new("111122223333", "eu-west-1");
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void However_events_come_and_how_often_the_end_is_the_same() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var chance = new Random(seed);
        // A life without a second start: states in order, at times that do not fall.
        var life = Enum.GetValues<InstanceState>().Where(_ => chance.Next(3) > 0).Select((state, i) => News(state, i)).Append(News(InstanceState.Terminated, 9)).ToList();
        var shuffled = life.Concat(life.Where(_ => chance.Next(2) == 0)).OrderBy(_ => chance.Next()).ToList();

        Assert.Equal(InstanceState.Terminated, Hear(shuffled)!.State);
        Assert.Equal(Hear(life)!.State, Hear(shuffled)!.State);
    }));

    [Theory]
    [InlineData(InstanceState.Running, InstanceState.Leaving, 1, InstanceState.Leaving)]
    [InlineData(InstanceState.Leaving, InstanceState.Running, 1, InstanceState.Leaving)]
    [InlineData(InstanceState.Interrupted, InstanceState.Leaving, 1, InstanceState.Interrupted)]
    [InlineData(InstanceState.Interrupted, InstanceState.Running, 1, InstanceState.Interrupted)]
    [InlineData(InstanceState.Stopped, InstanceState.Interrupted, 1, InstanceState.Stopped)]
    [InlineData(InstanceState.Stopped, InstanceState.Running, 1, InstanceState.Running)]
    [InlineData(InstanceState.Stopped, InstanceState.Running, 0, InstanceState.Stopped)]
    [InlineData(InstanceState.Stopped, InstanceState.Running, -5, InstanceState.Stopped)]
    [InlineData(InstanceState.Terminated, InstanceState.Running, 5, InstanceState.Terminated)]
    [InlineData(InstanceState.Running, InstanceState.Terminated, -5, InstanceState.Terminated)]
    [InlineData(InstanceState.Running, InstanceState.Stopped, -5, InstanceState.Running)]
    public void A_state_follows_another(InstanceState before, InstanceState heard, int later, InstanceState then) =>
        Assert.Equal(then, Hear([News(before, 10), News(heard, 10 + later)])!.State);

    [Fact]
    public void What_was_stopped_before_it_was_started_again_is_history() =>
        Assert.Equal(InstanceState.Running, Hear([News(InstanceState.Stopped, 1), News(InstanceState.Running, 3), News(InstanceState.Stopped, 1), News(InstanceState.Interrupted, 2)])!.State);

    [Fact]
    public void What_is_known_stays_and_what_was_not_is_filled_in()
    {
        var trouble = InstanceChange.Next(null, News(InstanceState.Interrupted, 5))!;
        var run = RunId.FromToken("a");

        var next = InstanceChange.Next(trouble, News(InstanceState.Running, 0) with { Run = run, Token = "w1", InstanceType = "c5.large", Zone = "a", Spot = true })!;

        Assert.Equal((InstanceState.Interrupted, run, "w1", "c5.large", "a", true, 2L, trouble.HeardAt), (next.State, next.Run, next.Token, next.InstanceType, next.Zone, next.Spot, next.Version, next.HeardAt));
        Assert.Null(InstanceChange.Next(next, News(InstanceState.Running, 0) with { Run = RunId.FromToken("b"), Token = "w2" }));
    }

    private static InstanceNews News(InstanceState state, int second) => new("i-1", Spoke, state, Start.AddSeconds(second));

    private static InstanceRecord? Hear(IEnumerable<InstanceNews> news) => news.Aggregate((InstanceRecord?)null, (record, one) => InstanceChange.Next(record, one) ?? record);
}
