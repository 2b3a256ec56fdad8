using System.Globalization;
using Muster.Coordination;
using Muster.Sweeps;
using Muster.Units;
using Muster.Workers;

namespace Muster.Resources;

/// <summary>Says why runs have no slot (promise 12).</summary>
internal sealed class ShareSentences(ShareFacts facts, IReadOnlyList<Contender> runs, SlotHandOut hand, IReadOnlyList<int> slots, Amounts free)
{
    /// <summary>Why a run has no slot; null: it has one, or wants none.</summary>
    public WaitReason? Of(Contender run)
    {
        if (!run.IsWithout || slots[run.Index] > 0)
            return null;
        if (hand.Targets[run.Index] > 0 || hand.Refusals[run.Index] is not { } refusal)
            return Next(run);
        if (!refusal.Keeps && free.Covers(run.Request) && KeptFor(run) is { } keeper)
            return new(WaitCause.Priority, $"What is free on this machine is kept for {keeper.Run.Name}, whose turn it is and whose points need more than that.");
        var before = hand.Given.Take(refusal.After).Distinct().Select(i => runs[i]).ToList();
        var equals = before.Where(other => other.First == run.First).ToList();
        return equals.Count > 0 ? Turn(run, equals, refusal) : Priority(run, before);
    }

    /// <summary>Its turn has come: it waits for the end of points, which nobody knows beforehand.</summary>
    private WaitReason? Next(Contender run)
    {
        var others = runs.Where(other => other.Run.Running > 0).ToList();
        var over = others.Where(other => other.Run.Running > hand.Targets[other.Index]).ToList();
        return (over.Count > 0 ? over : others) switch
        {
            [] => null,
            [var first, .. var more] => new(WaitCause.Priority, $"The slots of this machine are taken by {first.Run.Name}{AndMore(more.Count, "")}; what is freed next is kept for this run."),
        };
    }

    private Contender? KeptFor(Contender run) =>
        runs.FirstOrDefault(other => other != run && (hand.Targets[other.Index] > slots[other.Index] || hand.Refusals[other.Index] is { Keeps: true }));

    private WaitReason Turn(Contender run, IReadOnlyList<Contender> equals, Refusal refusal)
    {
        const string Rule = "Runs of one priority share the slots by turns; ";
        var rule = run.First < run.Run.Priority ? $"This run is {Word(run.Run.Priority)} and counts as {Word(run.First)}, because it has waited so long. {Rule}" : Rule;
        var longer = refusal.Waiting == 1 ? "1 run that has waited longer comes before this one" : $"{refusal.Waiting} runs that have waited longer come before this one";
        if (equals.Where(other => other.Turns.Held.Count > 0).MinBy(other => other.TurnEnds(0, facts.Policy).Monotonic) is not { } holder)
            return new(WaitCause.Priority, $"{rule}{longer}.");
        var ends = Later(holder.TurnEnds(0, facts.Policy), run.RestEnds(facts.Policy));
        var when = refusal.Waiting > 0 ? longer : $"this run's comes within {Duration.Format(facts.Policy.Turn * holder.Pools)}";
        return new(WaitCause.Priority, $"{rule}{holder.Run.Name}{ByAge(holder, ",")} has its turn, and {when}.", ends.Monotonic > facts.Now.Monotonic ? ends.Utc : null);
    }

    private WaitReason Priority(Contender run, IReadOnlyList<Contender> before)
    {
        var first = before.FirstOrDefault(other => other.Run.Running > 0) ?? before[0];
        var which = first.First < first.Run.Priority ? ByAge(first, "") : $", which is {Word(first.Run.Priority)}";
        var (text, next) = Age(run);
        return new(WaitCause.Priority, $"The slots of this machine are taken by {first.Run.Name}{which}{AndMore(before.Count - 1, ",")}; this run is {Word(run.Run.Priority)}{text}.", next);
    }

    /// <summary>How a run counts by its age, and when it counts as more.</summary>
    private (string Text, DateTimeOffset? Next) Age(Contender run)
    {
        var (own, since, after) = (run.Run.Priority, run.Turns.WithoutSince!.Value.Utc, facts.Policy.AgeAfter);
        var counts = Ageing.Of(own, run.Turns, facts.Now, facts.Policy);
        var steps = own - counts;
        DateTimeOffset? next = counts > Sweeps.Priority.Urgent ? since + after * (steps + 1) : null;
        var so = counts < own ? $", has counted as {Word(counts)} since {Time(since + after * steps)}" : "";
        return (next is { } then
            ? $"{so}, and counts as {Word(counts - 1)} from {Time(then)} so that it never starves"
            : $"{so}; of the runs that have waited so long, one at a time gets a slot", next);
    }

    private static Moment Later(Moment a, Moment? b) => b is { } other && other.Monotonic > a.Monotonic ? other : a;

    private static string ByAge(Contender run, string end) =>
        run.First < run.Run.Priority ? $", which counts as {Word(run.First)} because it has waited long{end}" : "";

    private static string AndMore(int count, string comma) => count > 0 ? $"{comma} and {count} more" : "";

    private static string Word(Priority priority) => Words.Priority.Of(priority);

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
