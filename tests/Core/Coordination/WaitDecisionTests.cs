using Muster.Coordination;
using Muster.Grants;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Coordination;

public class WaitDecisionTests
{
    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "1 worker is being started, or not heard from.")]
    public async Task While_points_end_their_worker_is_not_said_to_be_missing(bool moves, string? told)
    {
        var world = new RunWorld();
        var built = await world.AddAsync();
        await built.StartAsync();
        var run = await built.RecordAsync();
        var now = world.Time.GetUtcNow();
        var book = new GrantBook { Run = run.Id, Version = 1, LockEpoch = run.Lock!.Epoch };
        var grants = GrantDecision.Next(new()
        {
            Run = run,
            Book = book,
            LockEpoch = run.Lock.Epoch,
            Workers = [],
            Gone = [],
            Mode = GrantMode.Run,
            Offers = [new("here", 2, 1, 0, null)],
            PointsLeft = 4,
            Now = now,
            Policy = new(),
        });
        Assert.Single(grants.Launches);

        var reason = WaitDecision.For(new()
        {
            Run = run, Mode = GrantMode.Run, Grants = grants, Moves = moves, Alive = [], Refusal = null, OffersUnknown = false, EarliestRetry = null, NextTry = now, Now = now,
        });

        Assert.Equal(told, reason?.Text);
    }
}
