using Muster.Coordination;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Tests.Conformance;
using Muster.Workers;

namespace Muster.Tests.Core.Grants;

/// <summary>A machine that is likely to be taken back: its worker claims nothing more, and a replacement starts early, where the limits allow it.</summary>
public sealed class LeavingWorkersTests
{
    [Fact]
    public void A_leaving_worker_drains_and_its_replacement_is_launched_while_it_still_runs()
    {
        var decision = Next(limit: 8, left: 4, leaving: true);

        Assert.Equal([("w0", GrantMode.Drain, 4), ("w1-1", GrantMode.Run, 4)], decision.Book.Grants.Select(grant => (grant.Worker, grant.Mode, grant.Slots)));
        Assert.Equal("w1-1", Assert.Single(decision.Launches).Key.Token);
    }

    [Fact]
    public void A_worker_that_stays_has_no_replacement() => Assert.Empty(Next(limit: 8, left: 4, leaving: false).Launches);

    [Fact]
    public void The_limit_holds_until_the_leaving_worker_has_gone()
    {
        var decision = Next(limit: 4, left: 4, leaving: true);

        Assert.Empty(decision.Launches);
        Assert.Equal(GrantMode.Drain, Assert.Single(decision.Book.Grants).Mode);
    }

    private static GrantDecision Next(int limit, long left, bool leaving)
    {
        var run = Samples.Run() with { State = RunState.InProgress, MaxConcurrent = limit, MaxConcurrentPerRegion = null, BudgetUsd = null };
        return GrantDecision.Next(new()
        {
            Run = run,
            Book = new() { Run = run.Id, Version = 1, LockEpoch = 1, Grants = [new() { Worker = "w0", Slots = 4, Region = "eu-west-1", ValidFor = TimeSpan.FromMinutes(15) }] },
            LockEpoch = 1,
            Workers =
            [
                new()
                {
                    Key = new(run.Id, "w0"), Version = 1, Phase = WorkerPhase.Working, Renewals = 0, Lease = TimeSpan.FromSeconds(30),
                    Instance = "i-0", Region = "eu-west-1", Round = 1, Slots = 4, Running = 4,
                },
            ],
            Gone = [],
            Leaving = leaving ? new HashSet<string> { "w0" } : new HashSet<string>(),
            Offers = [new("eu-west-1", 4, 2, null) { Account = "111111111111" }],
            Mode = GrantMode.Run,
            PointsLeft = left,
            Now = run.CreatedAt,
            Policy = new CoordinatorPolicy(),
        });
    }
}
