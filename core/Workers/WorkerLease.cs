using Muster.Grants;

namespace Muster.Workers;

/// <summary>
/// What a worker may rely on, by its own monotonic clock: its lease runs from before it sent the last renewal that was
/// answered, its grant from before it sent the renewal that the grant names (promise 11).
/// </summary>
internal sealed class WorkerLease(TimeSpan length, TimeSpan stopMargin)
{
    private readonly Dictionary<long, TimeSpan> sentAt = [];
    private TimeSpan? provenFrom;

    /// <summary>The last renewal that the store has.</summary>
    public long Renewals { get; private set; }

    /// <summary>The grant as last read; null: none, or not read yet.</summary>
    public Grant? Grant { get; private set; }

    /// <summary>Remembers when a renewal was sent for the first time.</summary>
    public void Sent(long renewal, TimeSpan now) => sentAt.TryAdd(renewal, now);

    /// <summary>The store has a renewal.</summary>
    public void Proven(long renewal)
    {
        if (renewal < Renewals || !sentAt.TryGetValue(renewal, out var sent))
            return;
        Renewals = renewal;
        provenFrom = sent;
    }

    /// <summary>Takes the grant as read; renewals before the one it names are forgotten.</summary>
    public void Take(Grant? grant)
    {
        Grant = grant;
        if (grant is not null && sentAt.TryGetValue(Math.Max(1, grant.FromRenewal), out var granted))
            GrantEnds = granted + grant.ValidFor;
        foreach (var old in sentAt.Keys.Where(renewal => renewal > 1 && renewal < (grant?.FromRenewal ?? 0)).ToList())
            sentAt.Remove(old);
    }

    /// <summary>When the grant runs out, or ran out that was last known: what the worker costs until then is set aside; null: none was ever known.</summary>
    public TimeSpan? GrantEnds { get; private set; }

    /// <summary>When work must begin to end: the earlier of lease and grant, less the margin; null: now, there is nothing to work on.</summary>
    public TimeSpan? WorkEnds
    {
        get
        {
            if (provenFrom is not { } from || Grant is null || GrantEnds is not { } granted)
                return null;
            var lease = from + length;
            return (lease < granted ? lease : granted) - stopMargin;
        }
    }

    /// <summary>Whether the lease holds and the grant has not run out.</summary>
    public bool MayWork(TimeSpan now) => WorkEnds is { } ends && now < ends;
}
