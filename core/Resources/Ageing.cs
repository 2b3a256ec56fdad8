using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Resources;

/// <summary>How runs that wait without any slot count as more urgent with time, so that none starves.</summary>
internal static class Ageing
{
    /// <summary>As what a run counts by now.</summary>
    public static Priority Of(Priority own, ShareTurns turns, Moment now, SharePolicy policy) => turns.WithoutSince is { } since
        ? (Priority)Math.Max((long)Priority.Urgent, (long)own - (now.Monotonic - since.Monotonic).Ticks / policy.AgeAfter.Ticks)
        : own;

    /// <summary>
    /// The one run that goes by its age: of those that count as more than they are, the one that counts most, then the one that has
    /// waited longest. One at a time gets one slot so, or many that wait would leave an urgent run no more than them.
    /// </summary>
    /// <returns>Its index; null: none, or one has its turn by age still.</returns>
    public static int? Next(IReadOnlyList<ShareDemand> runs, IReadOnlyList<ShareTurns> turns, Moment now, SharePolicy policy)
    {
        if (turns.Any(had => had.ByAge is not null))
            return null;
        (int Run, Priority Counts, TimeSpan Since)? next = null;
        for (var i = 0; i < runs.Count; i++)
        {
            var counts = Of(runs[i].Priority, turns[i], now, policy);
            if (counts != runs[i].Priority && (next is null || (counts, turns[i].WithoutSince!.Value.Monotonic).CompareTo((next.Value.Counts, next.Value.Since)) < 0))
                next = (i, counts, turns[i].WithoutSince!.Value.Monotonic);
        }

        return next?.Run;
    }
}
