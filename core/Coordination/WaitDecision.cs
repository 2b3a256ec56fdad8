using Muster.Grants;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Coordination;

/// <summary>Why a run waits (promise 12). Pure.</summary>
internal static class WaitDecision
{
    /// <summary>Decides.</summary>
    /// <returns>The reason; null: points run, and nothing hinders it from running more.</returns>
    public static WaitReason? For(WaitFacts facts) =>
        Hold(facts) ?? facts.Refusal ?? Hindrance(facts.Alive) ?? facts.Grants.Reason ?? (facts.Alive.Any(worker => worker.Running > 0) ? null : Crowding(facts) ?? Idle(facts));

    /// <summary>Whether a reason tells people something that another does not; a time that is still to come is not told anew.</summary>
    public static bool SaysMore(WaitReason? reason, WaitReason? than, DateTimeOffset now) =>
        reason?.Cause != than?.Cause || reason?.Text != than?.Text || (reason?.NextTry != than?.NextTry && !(than?.NextTry > now));

    private static WaitReason? Hold(WaitFacts facts)
    {
        if (!facts.Run.IsHeld)
            return null;
        var running = facts.Alive.Sum(worker => worker.Running);
        return running == 0
            ? RunEnd.HeldReason(facts.Run)
            : new(WaitCause.Hold, $"It is held: {Count(running, "point")} {(running == 1 ? "runs" : "run")} to the end, and no more {(running == 1 ? "starts" : "start")} until it is released: muster release {facts.Run.Id}");
    }

    private static WaitReason? Hindrance(IReadOnlyList<WorkerRecord> alive) =>
        alive.FirstOrDefault(worker => worker.Problem is not null) is { } hindered ? new(WaitCause.Machine, hindered.Problem!) : null;

    private static WaitReason? Crowding(WaitFacts facts) =>
        facts.Mode == GrantMode.Run ? facts.Alive.FirstOrDefault(worker => worker.SlotWait is not null)?.SlotWait : null;

    private static WaitReason? Idle(WaitFacts facts)
    {
        var workers = facts.Grants.Book.Grants.Count;
        var coming = workers - facts.Grants.Book.Grants.Count(grant => facts.Alive.Any(worker => worker.Key.Worker == grant.Worker));
        return facts switch
        {
            { Mode: GrantMode.Cancel } => new(WaitCause.Cancel, $"The run was cancelled; {Count(workers, "worker")} must end first."),
            { Mode: GrantMode.Drain } => new(WaitCause.Grant, $"All points have ended; {Count(workers, "worker")} must end first."),
            { EarliestRetry: { } retry } when retry > facts.Now => new(WaitCause.Backoff, "Points whose last attempt failed wait for their next one.", retry),
            { Moves: true } when workers > 0 => null,
            _ when coming > 0 => new(WaitCause.Launch, $"{Count(coming, "worker")} {(coming == 1 ? "is" : "are")} being started, or not heard from."),
            _ when workers > 0 => new(WaitCause.Grant, $"{Count(workers, "worker")} {(workers == 1 ? "lives" : "live")} and {(workers == 1 ? "runs" : "run")} no point yet."),
            { OffersUnknown: true } => new(WaitCause.Capacity, "The provider gave no answer to what it offers.", facts.NextTry),
            _ => new(WaitCause.Capacity, "No region offers a worker.", facts.NextTry),
        };
    }

    private static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}

/// <summary>What a decision on a run's reason rests on.</summary>
internal sealed record WaitFacts
{
    /// <summary>The run as read.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>What the grants are to do.</summary>
    public required GrantMode Mode { get; init; }

    /// <summary>What was decided on grants.</summary>
    public required GrantDecision Grants { get; init; }

    /// <summary>Whether points ended just now: then workers run others, although they have not said so yet.</summary>
    public required bool Moves { get; init; }

    /// <summary>Workers that live.</summary>
    public required IReadOnlyList<WorkerRecord> Alive { get; init; }

    /// <summary>Why the last launch was refused; null: it was not, or that is over.</summary>
    public required WaitReason? Refusal { get; init; }

    /// <summary>Whether the provider was asked for offers and gave no answer.</summary>
    public required bool OffersUnknown { get; init; }

    /// <summary>When the first point that waits after a failed attempt may run again (UTC); null: none waits.</summary>
    public required DateTimeOffset? EarliestRetry { get; init; }

    /// <summary>When the coordinator looks again (UTC).</summary>
    public required DateTimeOffset NextTry { get; init; }

    /// <summary>The time (UTC).</summary>
    public required DateTimeOffset Now { get; init; }
}
