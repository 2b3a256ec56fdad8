using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Resources;

/// <summary>What one run uses and wants of a machine.</summary>
public sealed record ShareDemand
{
    /// <summary>The run, for people, such as <c>run r… (lr-search)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What each of its points needs.</summary>
    public required ResourceRequest Request { get; init; }

    /// <summary>Points that it runs.</summary>
    public required int Running { get; init; }

    /// <summary>Points that it could start besides, 0 or more.</summary>
    public required int Wanted { get; init; }

    /// <summary>Pools of it that have work left, 1 or more; default 1.</summary>
    public int Pools { get; init; } = 1;

    /// <summary>Its own priority.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>Its turns so far, as the last decision left them.</summary>
    public ShareTurns Turns { get; init; } = ShareTurns.None;

    /// <summary>Slots that it could use.</summary>
    internal int Most => Running + Wanted;
}

/// <summary>The turns that a run has had on a machine: all that a decision must know of those before it.</summary>
public sealed record ShareTurns
{
    /// <summary>Of a run that has just come.</summary>
    public static ShareTurns None { get; } = new();

    /// <summary>Since when it holds each of its slots: what it gets last it loses first.</summary>
    public IReadOnlyList<Moment> Held { get; init; } = [];

    /// <summary>Since when it waits for its next slot: since its slots became more or fewer, or since it wants more; null: it wants no more.</summary>
    public Moment? WaitsSince { get; init; }

    /// <summary>Since when it waits without any slot; null: it has one, a point of it runs, or it wants none.</summary>
    public Moment? WithoutSince { get; init; }

    /// <summary>When it last lost a slot that it still wanted; null: never.</summary>
    public Moment? LostAt { get; init; }

    /// <summary>Slots that it has got so far, those that it lost again included: of runs that lost theirs at one moment, the one that had fewer is next.</summary>
    public long Had { get; init; }

    /// <summary>The priority as which it counted when it got its slot because it had waited long; null: it has none, or has it in its own right.</summary>
    public Priority? ByAge { get; init; }

    /// <summary>
    /// Brings it up to date with what the run does and wants. Whoever keeps turns does so at each look, whatever is decided then: one that has begun to
    /// wait has waited longer than another that makes room for it afterwards.
    /// </summary>
    public ShareTurns Seen(ShareDemand run, Moment now)
    {
        var has = Held.Count > 0 || run.Running > 0;
        return this with
        {
            WaitsSince = run.Most > Held.Count ? WaitsSince ?? now : null,
            WithoutSince = !has && run.Wanted > 0 ? WithoutSince ?? now : null,
            ByAge = has ? ByAge : null,
        };
    }

    /// <summary>The run's slots become so many.</summary>
    internal ShareTurns With(int slots, ShareDemand run, Moment now)
    {
        if (slots == Held.Count)
            return this;
        var more = slots - Held.Count;
        var changed = more < 0
            ? this with { Held = [.. Held.Take(slots)], LostAt = run.Most > slots ? now : LostAt }
            : this with { Held = [.. Held, .. Enumerable.Repeat(now, more)], Had = Had + more };
        return (changed with { WaitsSince = null }).Seen(run, now);
    }
}
