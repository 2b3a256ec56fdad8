namespace Muster.Coordination;

/// <summary>
/// Judges leases of others by what one has seen oneself: a lease is over when no renewal was seen for its whole length
/// and the allowed skew, on one's own monotonic clock (promise 11). A judge that has just started has seen nothing, and waits.
/// </summary>
public sealed class LeaseJudge
{
    private readonly Dictionary<string, Sighting> seen;

    /// <summary>A judge that has seen nothing yet.</summary>
    public LeaseJudge() => seen = new(StringComparer.Ordinal);

    /// <summary>A judge that goes on from what was seen before on the same clock.</summary>
    public LeaseJudge(IReadOnlyDictionary<string, Sighting> sightings) => seen = new(sightings, StringComparer.Ordinal);

    /// <summary>What it has seen.</summary>
    public IReadOnlyDictionary<string, Sighting> Sightings => seen;

    /// <summary>How long until a lease may be called over; zero or less: it is over.</summary>
    /// <param name="holder">Whose lease.</param>
    /// <param name="renewals">Its renewals as just read.</param>
    /// <param name="length">Its length, with the allowed skew.</param>
    /// <param name="now">The monotonic time.</param>
    public TimeSpan TimeLeft(string holder, long renewals, TimeSpan length, TimeSpan now)
    {
        if (!seen.TryGetValue(holder, out var last) || last.Renewals != renewals)
            seen[holder] = last = new(renewals, now);
        return last.At + length - now;
    }

    /// <summary>Forgets a holder.</summary>
    public void Forget(string holder) => seen.Remove(holder);
}
