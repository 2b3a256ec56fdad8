using Muster.Coordination;
using Muster.Fleet;
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

    [Fact]
    public async Task Offers_without_capacity_are_told_with_their_error_and_the_next_try()
    {
        var (reason, now) = await WhyAsync(4, At(4) with { Account = "111122223333" }, At(2, "us-east-1") with { Account = "111122223333" }, new("us-west-2", 0, 0, null, "It has no subnet.") { Account = "111122223333" });

        Assert.Equal(
            new(WaitCause.Capacity, "EC2 in us-east-1 has no capacity: InsufficientInstanceCapacity. No more is to be had of 111122223333/eu-west-1, 111122223333/us-west-2 either.", now.AddMinutes(2)),
            reason);
    }

    [Fact]
    public async Task Offer_without_capacity_hinders_nothing_where_others_give_all_that_is_wanted()
    {
        Assert.Equal(WaitCause.Launch, (await WhyAsync(4, At(2), new("us-east-1", 4, 1, null))).Reason?.Cause);
        Assert.Equal(
            (WaitCause.Capacity, "EC2 in eu-west-1 has no capacity: InsufficientInstanceCapacity."),
            await WhyAsync(8, At(2), new("us-east-1", 4, 1, null)) is { Reason: { } reason } ? (reason.Cause, reason.Text) : default);
    }

    [Fact]
    public async Task Problem_of_a_machine_is_tried_at_the_next_look()
    {
        var (reason, now) = await WhyAsync(4, new Offer("here", 0, 0, null, "Not even one point fits."));

        Assert.Equal(new(WaitCause.Machine, "Not even one point fits.", now.AddSeconds(5)), reason);
    }

    private static Offer At(int minutes, string region = "eu-west-1") => new(region, 0, 0, null, $"EC2 in {region} has no capacity: InsufficientInstanceCapacity.")
    {
        ProblemCause = WaitCause.Capacity,
        NextTry = new RunWorld().Time.GetUtcNow().AddMinutes(minutes),
    };

    private static async Task<(WaitReason? Reason, DateTimeOffset Now)> WhyAsync(long points, params Offer[] offers)
    {
        var world = new RunWorld();
        var built = await world.AddAsync();
        await built.StartAsync();
        var (run, now) = (await built.RecordAsync(), world.Time.GetUtcNow());
        var grants = GrantDecision.Next(new()
        {
            Run = run, Book = new GrantBook { Run = run.Id, Version = 1, LockEpoch = run.Lock!.Epoch }, LockEpoch = run.Lock.Epoch, Workers = [], Gone = [], Mode = GrantMode.Run,
            Offers = offers, PointsLeft = points, Now = now, Policy = new(),
        });
        var reason = WaitDecision.For(new()
        {
            Run = run, Mode = GrantMode.Run, Grants = grants, Moves = false, Alive = [], Refusal = null, OffersUnknown = false, EarliestRetry = null, NextTry = now, Now = now,
        });
        return (reason, now);
    }
}
