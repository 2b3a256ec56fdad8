using FsCheck;
using FsCheck.Fluent;
using Muster.Chunks;
using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Testing.Stores;

namespace Muster.Tests.Core.Operations;

public class PointWalkTests
{
    private const int Points = 60;
    private static readonly Gen<IndexSet> Sets = Gen.Choose(0, Points - 1).Select(i => (long)i).ListOf().Select(IndexSet.Of);

    /// <summary>A round of one or two pools over some points; a stride of 1 to 4.</summary>
    private static readonly Gen<Drawn> Rounds =
        from members in Sets
        from first in Sets
        from stride in Gen.Choose(1, 4)
        from claimed in Gen.Choose(0, 30).ListOf()
        select new Drawn(members, first, stride, [.. claimed]);

    [Fact]
    public void Each_wanted_point_is_walked_once_in_order_by_its_latest_round() => Prop.ForAll(
        Rounds.ListOf().Select(rounds => rounds.Take(3).ToList()).ToArbitrary(),
        Sets.ToArbitrary(),
        (later, wanted) =>
        {
            Drawn first = new(IndexSet.FirstOf(Points), IndexSet.Of([3, 4, 5, 30]), 3, [0, 2, 7]);
            List<Drawn> rounds = [first, .. later.Where(round => round.Members.Count > 0)];
            var (run, store) = Build(rounds);

            var seen = Walk(run, store, wanted);

            return seen.Select(point => point.Index).SequenceEqual(wanted.Members)
                && seen.All(point => point.Round == rounds.FindLastIndex(round => round.Members.Contains(point.Index)) + 1
                    && point.Mark == MarkOf(run, point.Index, point.Round, store));
        }).QuickCheckThrowOnFailure();

    private static List<(long Index, int Round, string? Mark)> Walk(RunRecord run, InMemoryRunStore store, IndexSet wanted)
    {
        var seen = new List<(long, int, string?)>();
        foreach (var span in new PointWalk(store, run).SpansAsync(wanted).ToBlockingEnumerable())
            seen.AddRange(span.Points.Members.Select(point => (point, span.Round, span.EntryOf(point).Last?.Note)));
        return seen;
    }

    /// <summary>What the record of a point says, found the plain way.</summary>
    private static string? MarkOf(RunRecord run, long point, int round, InMemoryRunStore store)
    {
        var plan = run.EarlierRounds.Append(run.Round).Single(plan => plan.Number == round);
        var (pool, chunk, offset) = plan.Find(point)!.Value;
        return store.GetChunkAsync(new(run.Id, round, pool.Number, chunk)).Result?.Entries[offset].Last?.Note;
    }

    private static (RunRecord, InMemoryRunStore) Build(IReadOnlyList<Drawn> drawn)
    {
        var rounds = drawn.Select((round, i) => new RoundPlan(i + 1, PoolsOf(round))).ToList();
        var run = new RunRecord
        {
            Id = new("r1"),
            Version = 1,
            Name = "walk",
            SpecDigest = "",
            SpecUri = "",
            State = RunState.InProgress,
            PointCount = Points,
            Round = rounds[^1],
            EarlierRounds = rounds[..^1],
            CreatedAt = default,
            UpdatedAt = default,
        };
        var store = new InMemoryRunStore();
        foreach (var round in rounds)
        {
            foreach (var pool in round.Pools)
                Claim(store, new(run.Id, round.Number, pool.Number), pool, drawn[round.Number - 1].Claimed);
        }

        return (run, store);
    }

    private static List<PoolPlan> PoolsOf(Drawn round)
    {
        IndexSet[] parts = [round.Members.Except(round.First), round.Members.Except(round.Members.Except(round.First))];
        return [.. parts.Where(part => part.Count > 0).Select((part, i) => new PoolPlan { Number = i, Points = part, Stride = round.Stride })];
    }

    private static void Claim(InMemoryRunStore store, PoolKey key, PoolPlan pool, IEnumerable<int> numbers)
    {
        foreach (var number in numbers.Where(number => number < pool.ChunkCount).Distinct())
        {
            var entries = Enumerable.Range(0, pool.SizeOf(number)).Select(offset => new PointEntry
            {
                Attempts = [new() { Number = 1, End = AttemptEnd.Lost, StartedAt = DateTimeOffset.UnixEpoch, Note = $"{key}/{number}+{offset}" }],
            });
            store.WriteAsync(new ChunkRecord { Key = key.Chunk(number), Version = 1, Epoch = 1, Entries = [.. entries] }).GetAwaiter().GetResult();
        }
    }

    private sealed record Drawn(IndexSet Members, IndexSet First, int Stride, IReadOnlyList<int> Claimed);
}
