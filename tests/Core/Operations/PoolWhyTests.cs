using Muster.Coordination;
using Muster.Operations;
using Muster.Placement;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class PoolWhyTests
{
    private readonly RunWorld world = new();

    private PoolWhy Why => new(world.Ports);

    [Fact]
    public async Task A_pool_says_what_it_holds_how_it_stands_and_what_it_waits_for()
    {
        var run = await TwoPoolsAsync();
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(1));
        await run.ClaimAsync(2);

        var why = await Why.OfPoolAsync(run.Id, 0);

        Assert.Equal(($"Pool 0 of run {run.Id} (lr)", "InProgress", true, WaitCause.Grant), (why.Subject, why.State, why.Waits, why.Cause));
        Assert.Equal(
        [
            "It is one of 2 pools of the round, with 4 points from 0 to 3, which are to run on instance_type c7g.*, region eu-west-1, spot true.",
            "1 of 4 succeeded, 1 failed, 1 runs or is next, 1 waits.",
            "Those that wait start as slots become free; the pools of a run take turns.",
        ], why.Sentences);
        Assert.Equal(["It is one of 2 pools of the round, with 2 points from 4 to 5, which may run anywhere.", "0 of 2 succeeded, 0 failed, 0 run or are next, 2 wait."], (await Why.OfPoolAsync(run.Id, 1)).Sentences.Take(2));
    }

    [Fact]
    public async Task A_pool_whose_points_all_failed_for_now_says_when_they_are_tried_again()
    {
        var run = await world.AddAsync("lr", 2);
        var then = world.Time.GetUtcNow() + TimeSpan.FromMinutes(5);
        await run.StartAsync();
        await run.SetAsync(0, new() { NotBefore = then, Attempts = [run.Attempt(1)] });
        await run.EndAsync(1, PointState.Succeeded, run.Attempt());

        var why = await Why.OfPoolAsync(run.Id, 0);

        Assert.Equal((true, WaitCause.Backoff, then), (why.Waits, why.Cause, why.NextTry));
        Assert.Equal("The one that waits failed, and waits for its next attempt.", why.Sentences[^1]);
    }

    [Fact]
    public async Task A_pool_of_a_held_run_says_so()
    {
        var run = await world.AddAsync("lr", 2);
        await run.ChangeAsync(record => record.Hold(world.Time.GetUtcNow())!);

        var why = await Why.OfPoolAsync(run.Id, 0);

        Assert.Equal((true, WaitCause.Hold), (why.Waits, why.Cause));
        Assert.Equal($"It is held, and starts nothing until it is released: muster release {run.Id}", why.Sentences[^1]);
    }

    [Fact]
    public async Task A_pool_without_waiting_points_waits_for_nothing()
    {
        var run = await world.AddAsync("lr", 1);
        await run.StartAsync();
        await run.ClaimAsync(0);

        var why = await Why.OfPoolAsync(run.Id, 0);

        Assert.Equal((false, null, null), (why.Waits, why.Cause, why.NextTry));
        Assert.Equal(["It is the only pool of the round, with point 0, which may run anywhere.", "0 of 1 succeeded, 0 failed, 1 runs or is next, 0 wait."], why.Sentences);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_is_told_with_those_that_are()
    {
        var (one, two) = (await world.AddAsync("one", 2), await TwoPoolsAsync());

        Assert.Equal($"Run {one.Id} (one) has no pool 3; its only pool is 0.", (await Assert.ThrowsAsync<NoSuchPoolException>(() => Why.OfPoolAsync(one.Id, 3))).Message);
        Assert.Equal($"Run {two.Id} (lr) has no pool 3; its pools are 0 to 1.", (await Assert.ThrowsAsync<NoSuchPoolException>(() => Why.OfPoolAsync(two.Id, 3))).Message);
    }

    private Task<BuiltRun> TwoPoolsAsync() => world.AddAsync("lr", 6, record => record with
    {
        Round = new(1,
        [
            new() { Number = 0, Points = IndexSet.FirstOf(4), Stride = 1, Placement = new() { InstanceType = "c7g.*", Region = "eu-west-1", Spot = true } },
            new() { Number = 1, Points = IndexSet.Of([4, 5]), Stride = 1, Placement = PlacementSpec.Anywhere },
        ]),
    });
}
