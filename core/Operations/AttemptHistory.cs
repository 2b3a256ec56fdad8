using Muster.Runs;
using Muster.Sets;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>Finds the attempts of all rounds of points that are asked for in ascending order; nothing but a page of each earlier round is held.</summary>
internal sealed class AttemptHistory : IAsyncDisposable
{
    private readonly List<RoundCursor> earlier;

    /// <summary>The history of some points of a run.</summary>
    public AttemptHistory(IRunStore store, RunRecord run, IndexSet wanted, CancellationToken cancel) =>
        earlier = [.. run.EarlierRounds.Select(round => new RoundCursor(store, run, round, wanted, cancel))];

    /// <summary>A point's attempts, oldest first.</summary>
    public async Task<IReadOnlyList<PointAttempt>> OfAsync(PointView point)
    {
        var attempts = new List<PointAttempt>();
        foreach (var cursor in earlier.Where(cursor => cursor.Round < point.Round))
            Add(cursor.Round, await cursor.FindAsync(point.Index));
        Add(point.Round, point.Entry);
        return attempts;

        void Add(int round, Points.PointEntry entry) => attempts.AddRange(entry.Attempts.Select(attempt => new PointAttempt(point.Index, round, attempt)));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var cursor in earlier)
            await cursor.DisposeAsync();
    }
}
