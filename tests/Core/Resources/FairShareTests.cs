using Muster.Coordination;
using Muster.Resources;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Tests.Core.Resources;

public sealed class FairShareTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Machine s_oneCore = new(1, null, []);

    [Fact]
    public void Two_runs_on_two_slots_have_one_each_though_the_older_runs_two_still()
    {
        var shares = Decide(new(2, null, []), 0, Demand("a", running: 2, held: [0, 0]), Demand("b"));

        Assert.Equal([(1, 1), (0, 1)], shares.Select(share => (share.Slots, share.Target)));
        Assert.Equal("The slots of this machine are taken by run a; what is freed next is kept for this run.", shares[1].Wait!.Text);
    }

    [Fact]
    public void The_only_slot_goes_over_when_its_turn_is_up_and_not_before()
    {
        var (a, b) = (Demand("a", running: 1, held: [0]), Demand("b", waits: 0));

        Assert.Equal([1, 0], Decide(s_oneCore, 0.9, a, b).Select(share => share.Target));
        Assert.Equal([0, 1], Decide(s_oneCore, 1, a, b).Select(share => share.Target));
        Assert.Equal([1], Decide(s_oneCore, 1, a).Select(share => share.Target));
    }

    [Fact]
    public void A_run_that_made_room_comes_after_the_one_for_which_it_did()
    {
        var older = Demand("a", running: 1) with { Wanted = 0, Turns = new() { WaitsSince = At(5), LostAt = At(5), Had = 1 } };
        var newer = Demand("b", waits: 5) with { Turns = new() { WaitsSince = At(5), WithoutSince = At(5), Had = 7 } };

        Assert.Equal([0, 1], Decide(s_oneCore, 60, older, newer).Select(share => share.Target));
        Assert.Equal([0, 1], Decide(s_oneCore, 60, older with { Running = 0, Wanted = 9 }, newer).Select(share => share.Slots));
    }

    [Fact]
    public void A_run_that_waits_for_its_turn_is_told_whose_it_is_and_when_its_own_comes()
    {
        var shares = Decide(s_oneCore, 0.5, Demand("a", running: 1, held: [0]), Demand("b", waits: 0), Demand("c", waits: 0), Demand("d", waits: 0));

        Assert.Equal(
            new WaitReason(WaitCause.Priority, "Runs of one priority share the slots by turns; run a has its turn, and this run's comes within 1s.", s_noon.AddSeconds(1)),
            shares[1].Wait);
        Assert.Equal("Runs of one priority share the slots by turns; run a has its turn, and 1 run that has waited longer comes before this one.", shares[2].Wait!.Text);
        Assert.Equal("Runs of one priority share the slots by turns; run a has its turn, and 2 runs that have waited longer come before this one.", shares[3].Wait!.Text);
        Assert.Null(shares[0].Wait);
    }

    [Fact]
    public void A_low_run_beside_urgent_ones_is_told_from_when_it_counts_as_more()
    {
        var urgent = Demand("a", running: 1, held: [0], priority: Priority.Urgent);
        Assert.Equal(
            new WaitReason(
                WaitCause.Priority,
                "The slots of this machine are taken by run a, which is urgent; this run is low, and counts as normal from 12:10:03 UTC so that it never starves.",
                s_noon.AddSeconds(603)),
            Decide(s_oneCore, 60, urgent, Demand("b", waits: 3, priority: Priority.Low))[1].Wait);
        Assert.Equal(
            new WaitReason(
                WaitCause.Priority,
                "The slots of this machine are taken by run a, which is urgent, and 1 more; this run is low, has counted as normal since 12:10:03 UTC, and counts as urgent from 12:20:03 UTC so that it never starves.",
                s_noon.AddSeconds(1203)),
            Decide(new(2, null, []), 700, urgent, Demand("c", running: 1, held: [0], priority: Priority.Urgent), Demand("b", waits: 3, priority: Priority.Low))[2].Wait);
    }

    [Fact]
    public void A_run_that_waited_long_enough_gets_one_slot_for_one_turn_and_the_others_after_it()
    {
        var urgent = Demand("a", running: 2, held: [0, 0], priority: Priority.Urgent);
        var (low, other) = (Demand("b", waits: 3, priority: Priority.Low), Demand("c", waits: 4, priority: Priority.Low));
        var shares = Decide(new(2, null, []), 1300, urgent, low, other);

        Assert.Equal([1, 1, 0], shares.Select(share => share.Target));
        Assert.Equal("The slots of this machine are taken by run a; what is freed next is kept for this run.", shares[1].Wait!.Text);
        Assert.Equal(
            "The slots of this machine are taken by run a, which is urgent, and 1 more; this run is low, has counted as urgent since 12:20:04 UTC; of the runs that have waited so long, one at a time gets a slot.",
            shares[2].Wait!.Text);

        var next = Decide(new(2, null, []), 1300, urgent with { Running = 1 }, low, other);
        Assert.Equal((1, Priority.Urgent), (next[1].Slots, next[1].Turns.ByAge));
        var has = low with { Running = 1, Wanted = 0, Turns = next[1].Turns };
        Assert.Equal([1, 1, 0], Decide(new(2, null, []), 1300.9, urgent with { Running = 1, Wanted = 9 }, has, other).Select(share => share.Target));
        Assert.Equal([2, 0, 0], Decide(new(2, null, []), 1301, urgent with { Running = 1, Wanted = 9 }, has, other).Select(share => share.Target));
    }

    [Fact]
    public void An_aged_run_that_waits_for_an_urgent_ones_turn_says_as_what_it_counts() => Assert.Equal(
        "This run is low and counts as urgent, because it has waited so long. Runs of one priority share the slots by turns; run a has its turn, and this run's comes within 1s.",
        Decide(s_oneCore, 1300.5, Demand("a", running: 1, held: [1300], priority: Priority.Urgent), Demand("b", waits: 0, priority: Priority.Low))[1].Wait!.Text);

    [Fact]
    public void What_a_larger_run_needs_is_kept_for_it_until_the_turns_of_smaller_ones_are_up()
    {
        var machine = new Machine(8, null, ["0", "1"]);
        var gpu = new ResourceRequest { Gpus = 1 };
        var large = Demand("large", waits: 0) with { Request = new() { Gpus = 2 } };
        var (one, two) = (Demand("one", running: 1, held: [0.5]) with { Request = gpu }, Demand("two", waits: 1) with { Request = gpu });
        var shares = Decide(machine, 1, one, large, two, Demand("cpus", waits: 1));

        Assert.Equal([1, 0, 0, 6], shares.Select(share => share.Slots));
        Assert.Equal("Runs of one priority share the slots by turns; run one has its turn, and this run's comes within 1s.", shares[1].Wait!.Text);
        Assert.Equal("What is free on this machine is kept for run large, whose turn it is and whose points need more than that.", shares[2].Wait!.Text);
        Assert.Equal([0, 1, 0, 7], Decide(machine, 1.5, one, large, two, Demand("cpus", waits: 1)).Select(share => share.Target));
    }

    private static IReadOnlyList<SlotShare> Decide(Machine machine, double seconds, params ShareDemand[] runs) =>
        FairShare.Decide(new() { Machine = machine, Runs = runs, Now = At(seconds) }).Runs;

    private static ShareDemand Demand(string name, int running = 0, double[]? held = null, double? waits = null, Priority priority = Priority.Normal) => new()
    {
        Name = $"run {name}",
        Request = ResourceRequest.Default,
        Running = running,
        Wanted = 9,
        Priority = priority,
        Turns = new()
        {
            Held = [.. (held ?? []).Select(At)],
            WaitsSince = waits is { } since ? At(since) : null,
            WithoutSince = waits is { } without ? At(without) : null,
        },
    };

    private static Moment At(double seconds) => new(TimeSpan.FromHours(7) + TimeSpan.FromSeconds(seconds), s_noon.AddSeconds(seconds));
}
