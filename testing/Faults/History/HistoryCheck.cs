using Muster.Stores;

namespace Muster.Testing.Faults.History;

/// <summary>
/// Whether a history could have come of a store that keeps its promises. Each state carries the chain of writes that led to
/// it, so that one late read judges all writes before it; the history ends with a read of every record.
/// </summary>
internal static class HistoryCheck
{
    /// <summary>What is wrong, a sentence each; none: nothing is.</summary>
    /// <param name="events">What was done.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<HistoryEvent> events) =>
    [
        .. events.GroupBy(RecordOf).SelectMany(record => new OfRecord(record.Key, [.. record]).Problems()),
    ];

    private static string RecordOf(HistoryEvent one) => one switch
    {
        HistoryWrite write => write.State.Record,
        HistoryRead read => read.Record,
        _ => throw new InvalidOperationException($"An unknown event: {one}."),
    };

    private sealed class OfRecord
    {
        private readonly string name;
        private readonly List<HistoryWrite> writes;
        private readonly List<HistoryRead> reads;
        private readonly List<HistoryState> states;
        private readonly IReadOnlyList<string> chain;

        public OfRecord(string name, IReadOnlyList<HistoryEvent> events)
        {
            this.name = name;
            writes = [.. events.OfType<HistoryWrite>()];
            reads = [.. events.OfType<HistoryRead>().OrderBy(read => read.Begun)];
            // What was seen, and what was acknowledged: both were there.
            states = [.. reads.Select(read => read.State).OfType<HistoryState>(), .. Acknowledged.Select(write => write.State)];
            chain = reads.Select(read => read.State).OfType<HistoryState>().MaxBy(state => state.Version)?.Chain ?? [];
        }

        private IEnumerable<HistoryWrite> Acknowledged => writes.Where(write => write.Answer == WriteAnswer.Written);

        public IEnumerable<string> Problems() => [.. Forks(), .. Lost(), .. Twice(), .. Refused(), .. Backwards(), .. Owners(), .. Changed()];

        /// <summary>All that was seen lies on one chain, a write per version.</summary>
        private IEnumerable<string> Forks() => states
            .Where(state => state.Chain.Count != state.Version || (state.Version <= chain.Count && !chain.Take(state.Chain.Count).SequenceEqual(state.Chain)))
            .Select(state => $"{name} was seen as [{string.Join(' ', state.Chain)}] at version {state.Version}, which does not lead to [{string.Join(' ', chain)}].");

        private IEnumerable<string> Lost() => Acknowledged
            .Where(write => chain.ElementAtOrDefault((int)write.State.Version - 1) != write.Id)
            .Select(write => $"{write.Id} was acknowledged as version {write.State.Version} of {name}, and is not in [{string.Join(' ', chain)}].");

        private IEnumerable<string> Twice() => Acknowledged.GroupBy(write => write.State.Version).Where(same => same.Count() > 1)
            .Select(same => $"Version {same.Key} of {name} was acknowledged to {string.Join(" and ", same.Select(write => write.Id))}.");

        private IEnumerable<string> Refused() => writes.Where(write => write.Answer == WriteAnswer.Refused && chain.Contains(write.Id))
            .Select(write => $"{write.Id} was refused as version {write.State.Version} of {name}, and is in [{string.Join(' ', chain)}].");

        /// <summary>A read sees all that was acknowledged, or seen, before it began.</summary>
        private IEnumerable<string> Backwards()
        {
            var known = Acknowledged.Select(write => (write.Ended, write.State.Version, What: $"{write.Id} had been acknowledged"))
                .Concat(reads.Where(read => read.State is not null).Select(read => (read.Ended, read.State!.Version, What: $"{read.Client} had read it")))
                .OrderBy(one => one.Ended).ToList();
            (long Ended, long Version, string What) newest = default;
            var next = 0;
            foreach (var read in reads)
            {
                for (; next < known.Count && known[next].Ended < read.Begun; next++)
                    newest = known[next].Version > newest.Version ? known[next] : newest;
                if ((read.State?.Version ?? 0) < newest.Version)
                    yield return $"{read.Client} read version {read.State?.Version ?? 0} of {name} at {read.Begun}, after {newest.What} at version {newest.Version}.";
            }
        }

        private IEnumerable<string> Owners() => states.Where(state => state.Epoch is not null)
            .GroupBy(state => state.Epoch)
            .Select(same => (Epoch: same.Key, Owners: same.Select(state => state.Owner ?? "nobody").Distinct().ToList()))
            .Where(one => one.Owners.Count > 1)
            .Select(one => $"Epoch {one.Epoch} of {name} was owned by {string.Join(" and ", one.Owners)}.");

        /// <summary>What is settled stays as it is, in every later version.</summary>
        private IEnumerable<string> Changed()
        {
            var settled = new Dictionary<string, (string Value, long Version)>(StringComparer.Ordinal);
            foreach (var state in states.OrderBy(state => state.Version))
            {
                foreach (var (what, (value, version)) in settled)
                {
                    if (state.Settled.GetValueOrDefault(what) is var now && now != value)
                        yield return $"{what} of {name} was {value} at version {version}, and {now ?? "open"} at version {state.Version}.";
                }

                foreach (var (what, value) in state.Settled)
                    settled.TryAdd(what, (value, state.Version));
            }
        }
    }
}
