using Muster.Chunks;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Operations;

/// <summary>Opens a new round for points of a run that has ended.</summary>
/// <param name="ports">What it works with.</param>
public sealed class RunRetry(RunPorts ports)
{
    /// <summary>Opens the round. When this returns, it is durable.</summary>
    /// <param name="id">The run.</param>
    /// <param name="which">Which points.</param>
    /// <param name="cancel">Ends the call; the round may be opened or not.</param>
    /// <exception cref="RunNotFoundException">The run is not there any more.</exception>
    /// <exception cref="RetryRefusedException">The run has not ended, or has no such points.</exception>
    /// <exception cref="NoSuchPointException">An index is beyond the run's points.</exception>
    public Task<RunRecord> RetryAsync(RunId id, RetrySelection which, CancellationToken cancel = default) => RunEdit.TryAsync(ports.Store, id, async run =>
    {
        var (chosen, settled) = await PlanAsync(run, which, cancel);
        var (_, points) = await SpecBlobs.LoadAsync(ports.Blobs, run, cancel);
        var retried = run.Retry(RoundPlanner.Plan(run.Round.Number + 1, points, chosen), settled, ports.Time.GetUtcNow());
        return await ports.Store.WriteAsync(retried, cancel) == WriteAnswer.Written ? retried : null;
    }, cancel);

    /// <summary>The points that a retry would run again. Nothing is changed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="which">Which points.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="RetryRefusedException">The run has not ended, or has no such points.</exception>
    /// <exception cref="NoSuchPointException">An index is beyond the run's points.</exception>
    public async Task<IndexSet> TryAsync(RunRecord run, RetrySelection which, CancellationToken cancel = default) => (await PlanAsync(run, which, cancel)).Chosen;

    private async Task<(IndexSet Chosen, PointCounts Settled)> PlanAsync(RunRecord run, RetrySelection which, CancellationToken cancel)
    {
        if (!RunTransitions.IsLegal(run.State, RunState.Ready, RunMove.Retry))
            throw RetryRefusedException.NotEnded(run);
        var plan = await ChooseAsync(run, which, cancel);
        return plan.Chosen.Count > 0 ? plan : throw RetryRefusedException.Nothing(run, which);
    }

    /// <summary>The points of the round, and how all others had ended.</summary>
    private async Task<(IndexSet Chosen, PointCounts Settled)> ChooseAsync(RunRecord run, RetrySelection which, CancellationToken cancel)
    {
        if (which.Indexes is { Count: > 0 } indexes && indexes.Ranges[^1].Last >= run.PointCount)
            throw NoSuchPointException.Of(run, indexes.Ranges[^1].Last);
        if (which == RetrySelection.All)
            return (IndexSet.FirstOf(run.PointCount), default);
        var tally = new Tally(which);
        var judge = PointJudge.Ended(run);
        await foreach (var span in new PointWalk(ports.Store, run).SpansAsync(IndexSet.FirstOf(run.PointCount), cancel))
        {
            if (span.Chunk is null && judge.Unclaimed(span) is { } all)
                tally.AddRange(span.Points, all);
            else
                foreach (var point in span.Points.Members)
                    tally.Add(point, judge.View(span, point).Standing);
        }

        return (IndexSet.OfRanges(tally.Chosen), tally.Settled);
    }

    private sealed class Tally(RetrySelection which)
    {
        public List<IndexRange> Chosen { get; } = [];

        public PointCounts Settled { get; private set; }

        public void Add(long point, PointStanding standing)
        {
            if (which.Takes(point, standing))
                Choose(new(point, point));
            else
                Settle(standing, 1);
        }

        public void AddRange(IndexRange range, PointStanding standing)
        {
            if (which.Indexes is { } indexes)
            {
                var all = IndexSet.OfRanges([range]);
                var rest = all.Except(indexes);
                foreach (var part in all.Except(rest).Ranges)
                    Choose(part);
                Settle(standing, rest.Count);
            }
            else if (which.Takes(range.First, standing))
            {
                Choose(range);
            }
            else
            {
                Settle(standing, range.Count);
            }
        }

        private void Choose(IndexRange range)
        {
            if (Chosen.Count > 0 && Chosen[^1].Last == range.First - 1)
                Chosen[^1] = Chosen[^1] with { Last = range.Last };
            else
                Chosen.Add(range);
        }

        private void Settle(PointStanding standing, long count) => Settled += standing switch
        {
            PointStanding.Succeeded => new(count, 0, 0),
            PointStanding.Failed => new(0, count, 0),
            PointStanding.Cancelled => new(0, 0, count),
            PointStanding.Pending or PointStanding.Claimed or PointStanding.Running =>
                throw new InvalidOperationException($"The run has ended, but a point of it is {standing}; the store is damaged. Check its records."),
            _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "An unknown standing."),
        };
    }
}

/// <summary>Which points a retry takes.</summary>
public sealed record RetrySelection
{
    private RetrySelection(string text) => Text = text;

    /// <summary>All that did not succeed: failed or cancelled.</summary>
    public static RetrySelection Unsuccessful { get; } = new("failed or cancelled points");

    /// <summary>Those that failed.</summary>
    public static RetrySelection Failed { get; } = new("failed points");

    /// <summary>All, also those that succeeded.</summary>
    public static RetrySelection All { get; } = new("points");

    /// <summary>These, however they ended.</summary>
    public static RetrySelection Of(IndexSet indexes) => new("such points") { Indexes = indexes };

    /// <summary>What is chosen, for people.</summary>
    public string Text { get; }

    /// <summary>The indexes; null when the state decides.</summary>
    public IndexSet? Indexes { get; private init; }

    internal bool Takes(long point, PointStanding standing) =>
        Indexes is { } indexes ? indexes.Contains(point)
        : this == All || standing == PointStanding.Failed || (this == Unsuccessful && standing == PointStanding.Cancelled);
}

/// <summary>A retry that cannot be.</summary>
public sealed class RetryRefusedException : Exception
{
    private RetryRefusedException(string message) : base(message) { }

    internal static RetryRefusedException NotEnded(RunRecord run) => new(run.State == RunState.Ignored
        ? $"Run {run.Id} ({run.Name}) is Ignored; release it first, then it runs."
        : $"Run {run.Id} ({run.Name}) {RunWords.Says(run)}; a retry opens a new round, so the run must have ended. Wait for it, or cancel it first.");

    internal static RetryRefusedException Nothing(RunRecord run, RetrySelection which) =>
        new($"Run {run.Id} ({run.Name}) {RunWords.Says(run)} and has no {which.Text}; there is nothing to retry.");
}
