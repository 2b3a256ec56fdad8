using Muster.Workers;

namespace Muster.Grants;

/// <summary>
/// How many slots the grants that live shall have (promise 4). Pure. Slots become fewer at once in the book; what they were before
/// counts against the limits until the worker says that it has read so and runs no more. Then only may others have them.
/// </summary>
internal static class GrantSlots
{
    /// <summary>The grants with other slots, where limits, points or workers ask for it.</summary>
    /// <param name="grants">The grants that live.</param>
    /// <param name="facts">What the decision rests on.</param>
    public static List<Grant> Fit(IReadOnlyList<Grant> grants, GrantFacts facts)
    {
        var fitted = grants.Select(grant => Heard(grant, facts.Workers)).ToList();
        Lower(fitted, facts);
        Raise(fitted, facts);
        return [.. fitted.Select(grant => grant.Slots == 0 ? grant with { Mode = GrantMode.Drain } : grant)];
    }

    private static Grant Heard(Grant grant, IReadOnlyList<WorkerRecord> workers) =>
        grant.FewerSince > 0 && workers.FirstOrDefault(worker => worker.Key.Worker == grant.Worker) is { } worker
        && worker.GrantVersion >= grant.FewerSince && worker.Running <= grant.Slots
            ? grant with { SlotsBefore = 0, FewerSince = 0 }
            : grant;

    /// <summary>Takes what is too much from the youngest grants first.</summary>
    private static void Lower(List<Grant> grants, GrantFacts facts)
    {
        var over = grants.Sum(grant => (long)grant.Slots) - (facts.Run.MaxConcurrent ?? int.MaxValue);
        for (var i = grants.Count - 1; i >= 0 && over > 0; i--)
        {
            var less = (int)Math.Min(over, grants[i].Slots);
            over -= less;
            grants[i] = grants[i] with { Slots = grants[i].Slots - less, SlotsBefore = grants[i].MayUse, FewerSince = facts.Book.Version + 1 };
        }
    }

    /// <summary>Gives workers that live what the limits allow and the points left ask for, before others are started.</summary>
    private static void Raise(List<Grant> grants, GrantFacts facts)
    {
        var room = (facts.Run.MaxConcurrent ?? int.MaxValue) - grants.Sum(grant => (long)grant.MayUse);
        var granted = grants.Sum(grant => (long)grant.Slots);
        var wanted = Math.Min(facts.PointsLeft, facts.Run.MaxConcurrent ?? int.MaxValue) - granted;
        for (var i = 0; i < grants.Count && wanted > 0; i++)
        {
            var grant = grants[i];
            if (facts.Leaving.Contains(grant.Worker))
                continue;
            if (facts.Workers.FirstOrDefault(worker => worker.Key.Worker == grant.Worker) is not { } worker)
                continue;
            var inRegion = (facts.Run.MaxConcurrentPerRegion ?? int.MaxValue)
                - grants.Where(other => other.Region == grant.Region).Sum(other => (long)other.MayUse);
            var most = grant.MayUse + Math.Max(0, Math.Min(room, inRegion));
            var slots = (int)Math.Min(Math.Min(worker.Slots, grant.Slots + wanted), most);
            if (slots <= grant.Slots)
                continue;
            wanted -= slots - grant.Slots;
            room -= Math.Max(0, slots - grant.MayUse);
            grants[i] = slots >= grant.SlotsBefore ? grant with { Slots = slots, SlotsBefore = 0, FewerSince = 0 } : grant with { Slots = slots };
        }
    }
}
