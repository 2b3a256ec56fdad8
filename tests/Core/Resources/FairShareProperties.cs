using FsCheck;
using FsCheck.Fluent;
using Muster.Resources;
using Muster.Sweeps;

namespace Muster.Tests.Core.Resources;

public sealed class FairShareProperties
{
    private const long GiB = 1L << 30;
    private static readonly SharePolicy s_policy = new() { Turn = TimeSpan.FromSeconds(1), AgeAfter = TimeSpan.FromSeconds(20) };

    [Fact]
    public void A_machine_is_never_oversubscribed_and_nothing_idles_that_a_run_could_use_unless_a_larger_one_waits_for_it() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var world = new AdversarialWorld(seed, s_policy, mixed: true);
            world.Machine.Decided = decision =>
            {
                AssertFits(world);
                AssertWorkConserving(world, decision);
            };
            world.Machine.Pass(TimeSpan.FromSeconds(60));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Higher_priority_goes_first_apart_from_one_slot_at_a_time_that_goes_by_age() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var world = new AdversarialWorld(seed, s_policy, mixed: false);
            world.Machine.Decided = decision =>
            {
                var runs = world.Machine.Runs.Zip(decision.Runs, (run, share) => (Run: run, share.Target, Wants: run.Running + run.Wanted > share.Target, share.Turns)).ToList();
                var out_of_order = runs.Where(low => low.Target > 0 && runs.Any(high => high.Run.Priority < low.Run.Priority && high.Wants)).ToList();
                Assert.True(out_of_order.Sum(low => low.Target) <= 1, "One slot at most goes by age.");
                Assert.All(out_of_order, low => Assert.True(low.Turns.ByAge is not null || Waited(low.Turns, world.Machine.Now) >= s_policy.AgeAfter - TimeSpan.FromMilliseconds(1)));
            };
            world.Machine.Pass(TimeSpan.FromSeconds(60));
        }).QuickCheckThrowOnFailure();

    /// <summary>
    /// The bound: after twice AgeAfter a run counts as urgent, whatever it is. Then those come first that have waited longer by age, each
    /// after those urgent ones that waited before it came; each of them has one turn, which ends with the point that runs when it is up.
    /// </summary>
    [Fact]
    public void No_run_waits_without_a_slot_longer_than_the_bound_whatever_arrives() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var world = new AdversarialWorld(seed, s_policy, mixed: true);
            var turn = s_policy.Turn * AdversarialWorld.MostPools + AdversarialWorld.LongestPoint + SharedMachine.Look;
            var bound = s_policy.AgeAfter * 2 + turn * (AdversarialWorld.Together * (AdversarialWorld.Together + 1));
            world.Machine.Pass(bound * 3);
            Assert.All(world.Victims, victim => Assert.True(
                victim.LongestWait <= bound && world.Machine.Now - victim.WithoutSince <= bound,
                $"{victim.Name} waited {victim.LongestWait}, and now {world.Machine.Now - victim.WithoutSince}; the bound is {bound}."));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void Equal_runs_differ_by_at_most_a_slot_and_the_odd_one_goes_round() => Prop.ForAll(
        (from slots in Gen.Choose(1, 7) from count in Gen.Choose(2, 5) from milliseconds in Gen.Choose(1, 400) select (slots, count, milliseconds)).ToArbitrary(),
        draw =>
        {
            var machine = new SharedMachine(new(draw.slots, null, []), s_policy);
            var point = TimeSpan.FromMilliseconds(draw.milliseconds);
            var runs = Enumerable.Range(0, draw.count).Select(i => machine.Add(new($"{i}") { PointTimes = [point] })).ToList();
            machine.Decided = decision =>
            {
                var targets = decision.Runs.Select(share => share.Target).ToList();
                Assert.True(targets.Max() - targets.Min() <= 1);
                Assert.Equal(draw.slots, targets.Sum());
            };
            machine.Pass(TimeSpan.FromSeconds(60));
            // All have had about as many turns; each lasted until the first look and the first end of a point after a second.
            var always = TimeSpan.FromSeconds(60) * (draw.slots / draw.count);
            var (most, least) = (runs.Max(run => run.SlotTime) - always, runs.Min(run => run.SlotTime) - always);
            Assert.True(most / (s_policy.Turn + SharedMachine.Look + point) - 2 <= least / s_policy.Turn, $"{least} to {most}");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_run_gets_the_only_slot_twice_while_another_waits_for_its_turn() => Prop.ForAll(
        (from count in Gen.Choose(2, 5) from seed in Gen.Choose(0, int.MaxValue - 1) select (count, seed)).ToArbitrary(),
        draw =>
        {
            var chance = new Random(draw.seed);
            var machine = new SharedMachine(new(1, null, []), s_policy);
            var starts = new List<string>();
            for (var came = 0; came < draw.count; came++)
            {
                machine.Pass(TimeSpan.FromSeconds(chance.NextDouble() * 5));
                var times = Enumerable.Range(0, 5).Select(_ => s_policy.Turn + TimeSpan.FromSeconds(chance.NextDouble() * 3)).ToList();
                machine.Add(new($"{came}") { PointTimes = times, Started = starts.Add });
            }

            var holder = starts[^1];
            starts.Clear();
            machine.Pass(TimeSpan.FromSeconds(120));
            Assert.NotEqual(holder, starts[0]);
            Assert.Equal(draw.count, starts.Take(draw.count).Distinct().Count());
            Assert.All(starts.Skip(draw.count).Select((name, i) => (name, starts[i])), pair => Assert.Equal(pair.Item2, pair.name));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_run_whose_points_need_the_whole_machine_gets_its_turn_among_small_ones_that_are_many() => Prop.ForAll(
        (from slots in Gen.Choose(2, 4) from more in Gen.Choose(1, 4) from milliseconds in Gen.Choose(1, 400) select (slots, more, milliseconds)).ToArbitrary(),
        draw =>
        {
            var machine = new SharedMachine(new(draw.slots, null, []), s_policy with { AgeAfter = TimeSpan.FromDays(1) });
            var point = TimeSpan.FromMilliseconds(draw.milliseconds);
            var small = draw.slots + draw.more;
            for (var came = 0; came < small; came++)
            {
                machine.Add(new($"{came}") { PointTimes = [point] });
                machine.Pass(s_policy.Turn / small);
            }

            var large = machine.Add(new("large") { Request = new() { Cpus = draw.slots }, PointTimes = [point] });
            machine.Pass(TimeSpan.FromSeconds(60));
            var bound = (s_policy.Turn + SharedMachine.Look + point) * (small + 2);
            Assert.True(large.LongestWait > TimeSpan.Zero && large.LongestWait <= bound, $"{large.LongestWait}; the bound is {bound}.");
            Assert.True(machine.Now - large.WithoutSince <= bound, $"{machine.Now - large.WithoutSince}; the bound is {bound}.");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Runs_get_turns_by_their_pools() => Prop.ForAll(
        (from slots in Gen.Choose(1, 4) from pools in Gen.Choose(2, 5) select (slots, pools)).ToArbitrary(),
        draw =>
        {
            var machine = new SharedMachine(new(draw.slots, null, []), s_policy);
            var (many, one) = (machine.Add(new("many") { Pools = draw.pools }), machine.Add(new("one")));
            machine.Decided = decision => Assert.True(Math.Abs(decision.Runs[0].Target / (double)draw.pools - decision.Runs[1].Target) <= 1);
            machine.Pass(TimeSpan.FromSeconds(120));
            if (draw.slots == 1)
                Assert.InRange(many.SlotTime / one.SlotTime, draw.pools * 0.8, draw.pools * 1.2);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_run_that_is_alone_gets_all_that_it_can_use() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        seed =>
        {
            var chance = new Random(seed);
            var machine = AdversarialWorld.MachineOf(chance);
            var request = AdversarialWorld.RequestOf(chance, machine);
            var run = new ShareDemand { Name = "run", Request = request, Running = 0, Wanted = chance.Next(1, 30) };
            var decision = FairShare.Decide(new() { Machine = machine, Runs = [run], Now = SharedMachine.At(TimeSpan.Zero) });
            return decision.Runs[0].Slots == Math.Min(run.Wanted, SlotPlan.For(machine, request).Slots);
        }).QuickCheckThrowOnFailure();

    private static TimeSpan Waited(ShareTurns turns, TimeSpan now) => turns.WithoutSince is { } since ? now - since.Monotonic : TimeSpan.Zero;

    private static void AssertFits(AdversarialWorld world)
    {
        var free = Free(world);
        Assert.True(free is { Cpus: >= 0, Memory: >= 0, Gpus: >= 0 }, $"{free}");
    }

    private static void AssertWorkConserving(AdversarialWorld world, FairShare decision)
    {
        var free = Free(world);
        var waiting = world.Machine.Runs.Zip(decision.Runs).Where(pair => pair.First.Running + pair.First.Wanted > pair.Second.Slots).ToList();
        if (waiting.Any(pair => free.Covers(Amounts.Of(pair.First.Request)) && pair.Second.Slots >= pair.First.Running))
            Assert.Contains(waiting, pair => !free.Covers(Amounts.Of(pair.First.Request)));
    }

    private static Amounts Free(AdversarialWorld world) => world.Machine.Runs.Aggregate(
        Amounts.Of(world.Has), (free, run) => free - Amounts.Of(run.Request) * Math.Max(run.Running, run.Share.Slots));

    /// <summary>As many runs as may be together, at all times: whenever one is done, another comes at once, most of them urgent. The victims never end.</summary>
    private sealed class AdversarialWorld
    {
        public const int Together = 6;
        public const int MostPools = 2;
        public static readonly TimeSpan LongestPoint = TimeSpan.FromSeconds(3);

        private readonly Random chance;
        private readonly bool mixed;
        private int count;

        public AdversarialWorld(int seed, SharePolicy policy, bool mixed)
        {
            (chance, this.mixed) = (new(seed), mixed);
            Has = mixed ? MachineOf(chance) : new(chance.Next(1, 5), null, []);
            Machine = new(Has, policy) { Gone = _ => Come() };
            Victims = [.. Enumerable.Range(0, chance.Next(1, Together)).Select(_ => Machine.Add(Run(int.MaxValue, Priority.Low)))];
            while (Machine.Runs.Count < Together)
                Come();
        }

        public Machine Has { get; }

        public SharedMachine Machine { get; }

        public IReadOnlyList<SharingRun> Victims { get; }

        public static Machine MachineOf(Random chance) =>
            new(chance.Next(1, 5), chance.Next(2, 9) * GiB, [.. Enumerable.Range(0, chance.Next(0, 4)).Select(id => $"{id}")]);

        public static ResourceRequest RequestOf(Random chance, Machine machine) => new()
        {
            Cpus = chance.Next(1, machine.Cpus * 4 + 1) / 4m,
            MemoryBytes = chance.Next(3) == 0 ? chance.NextInt64(1, machine.MemoryBytes!.Value / GiB + 1) * GiB : null,
            Gpus = chance.Next(2) == 0 ? chance.Next(0, machine.Gpus.Count + 1) : 0,
        };

        private void Come() => Machine.Add(Run(chance.Next(3) == 0 ? int.MaxValue : chance.Next(1, 12), (Priority)(chance.Next(4) % 3)));

        private SharingRun Run(int points, Priority priority) => new($"{count++}")
        {
            Request = mixed ? RequestOf(chance, Has) : ResourceRequest.Default,
            Priority = priority,
            Pools = mixed ? chance.Next(1, MostPools + 1) : 1,
            Left = points,
            PointTimes = [.. Enumerable.Range(0, 3).Select(_ => LongestPoint * (chance.Next(2) == 0 ? 1 : chance.NextDouble()))],
        };
    }
}
