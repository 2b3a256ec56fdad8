using Muster.Coordination;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Resources;

/// <summary>
/// How runs share one machine. Pure; taken anew whenever something changes and when turns may be up.
/// <para>
/// Targets are reckoned from scratch: the slots of the empty machine are handed out one at a time, to the highest priority first; within
/// it to the run with the fewest slots per pool; where these are equal, by turns. What runs is never ended: a run above its target starts nothing until it is
/// below, and one below its target gets what is really free. So what one may start never takes what another's target keeps for it.
/// </para>
/// </summary>
/// <param name="Runs">What each run may use now, in the order of the facts.</param>
/// <param name="LastByAge">When a run last got a slot because it had waited long; null: never.</param>
public sealed record FairShare(IReadOnlyList<SlotShare> Runs, Moment? LastByAge)
{
    /// <summary>Decides.</summary>
    public static FairShare Decide(ShareFacts facts)
    {
        var contenders = ContendersOf(facts);
        var hand = SlotHandOut.Of(facts.Machine, contenders, facts.Now, facts.Policy);
        var (slots, free) = WhatIsFree(facts.Machine, contenders, hand);
        var turns = contenders.Select(run => TurnsOf(run, slots[run.Index], facts.Now)).ToList();
        var sentences = new ShareSentences(facts, contenders, hand, slots, free);
        return new(
            [.. contenders.Select(run => new SlotShare(slots[run.Index], hand.Targets[run.Index], turns[run.Index], sentences.Of(run)))],
            contenders.Any(run => run.Turns.ByAge is null && turns[run.Index].ByAge is not null) ? facts.Now : facts.LastByAge);
    }

    private static IReadOnlyList<Contender> ContendersOf(ShareFacts facts)
    {
        var (runs, now, policy) = (facts.Runs, facts.Now, facts.Policy);
        var turns = runs.Select(run => run.Turns.Seen(run, now)).ToList();
        var byAge = Ageing.Next(runs, turns, now, policy);
        return [.. runs.Select((run, i) => i == byAge
            // Those of that priority that have waited since another came so come first: they and the aged ones take turns.
            ? new Contender(i, run, turns[i], Ageing.Of(run.Priority, turns[i], now, policy), facts.LastByAge?.Monotonic ?? TimeSpan.MinValue)
            : new Contender(i, run, turns[i], FirstOf(run, turns[i], now, policy), TimeSpan.MinValue))];
    }

    /// <summary>A turn that came by age goes on like any other.</summary>
    private static Priority FirstOf(ShareDemand run, ShareTurns turns, Moment now, SharePolicy policy) =>
        turns is { ByAge: { } counted, Held: [var first, ..] } && counted < run.Priority && first.Monotonic + policy.Turn > now.Monotonic
            ? counted
            : run.Priority;

    private static (int[] Slots, Amounts Free) WhatIsFree(Machine machine, IReadOnlyList<Contender> runs, SlotHandOut hand)
    {
        var free = runs.Aggregate(Amounts.Of(machine), (free, run) => free - run.Request * run.Run.Running);
        var slots = runs.Select(run => Math.Min(run.Run.Running, hand.Targets[run.Index])).ToArray();
        // Who has a slot and may keep it does so first: whoever waits gets it from the one that is to make room.
        Give(run => Math.Min(hand.Targets[run.Index], run.Turns.Held.Count));
        Give(run => hand.Targets[run.Index]);
        return (slots, free);

        void Give(Func<Contender, int> most)
        {
            var seen = new int[runs.Count];
            foreach (var run in hand.Given.Select(i => runs[i]))
            {
                // Slots that it uses come first; where one does not fit yet, its later ones wait too.
                if (++seen[run.Index] != slots[run.Index] + 1 || slots[run.Index] >= most(run) || !free.Covers(run.Request))
                    continue;
                slots[run.Index]++;
                free -= run.Request;
            }
        }
    }

    private static ShareTurns TurnsOf(Contender run, int slots, Moment now)
    {
        var turns = run.Turns.With(slots, run.Run, now);
        return slots > 0 ? turns with { ByAge = run.First < run.Run.Priority ? run.First : null } : turns;
    }
}

/// <summary>What a decision on sharing a machine rests on.</summary>
public sealed record ShareFacts
{
    /// <summary>What the machine has.</summary>
    public required Machine Machine { get; init; }

    /// <summary>The runs, oldest first. What they run fits the machine.</summary>
    public required IReadOnlyList<ShareDemand> Runs { get; init; }

    /// <summary>When a run last got a slot because it had waited long, as the last decision left it; null: never.</summary>
    public Moment? LastByAge { get; init; }

    /// <summary>The moment.</summary>
    public required Moment Now { get; init; }

    /// <summary>Thresholds.</summary>
    public SharePolicy Policy { get; init; } = new();
}

/// <summary>What one run may use of a machine.</summary>
/// <param name="Slots">Points that it may run now; if it runs more, it starts none.</param>
/// <param name="Target">Points that it may come to as others' end.</param>
/// <param name="Turns">Its turns, for the next decision.</param>
/// <param name="Wait">Why it has no slot; null: it has one, or wants none.</param>
public sealed record SlotShare(int Slots, int Target, ShareTurns Turns, WaitReason? Wait);
