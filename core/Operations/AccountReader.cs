using System.Runtime.CompilerServices;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;

namespace Muster.Operations;

/// <summary>Reads what a run's attempts have taken, point by point; nothing but a page of each round is held.</summary>
public sealed class AccountReader
{
    private readonly RunPorts ports;
    private readonly RunRecord run;
    private readonly Accounting accounting;

    private AccountReader(RunPorts ports, RunRecord run, SweepSpec spec)
    {
        (this.ports, this.run) = (ports, run);
        accounting = new(run.CreatedAt, spec.Resources.Cpus);
    }

    /// <summary>The totals of the last read, as far as it has come.</summary>
    public AccountTotals Totals { get; private set; } = AccountTotals.None;

    /// <summary>Opens a run's accounts.</summary>
    /// <exception cref="SpecGoneException">A blob that the run names is not there.</exception>
    public static async Task<AccountReader> OpenAsync(RunPorts ports, RunRecord run, CancellationToken cancel = default)
    {
        var (spec, _) = await SpecBlobs.LoadAsync(ports.Blobs, run, cancel);
        return new(ports, run, spec);
    }

    /// <summary>The accounts of the attempts of some points, by ascending index, each point's oldest first.</summary>
    /// <param name="query">Which points.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="NoSuchPointException">An index is beyond the run's points.</exception>
    public async IAsyncEnumerable<AttemptAccount> ReadAsync(PointQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        Totals = AccountTotals.None;
        var wanted = query.Indexes ?? IndexSet.FirstOf(run.PointCount);
        await using var history = new AttemptHistory(ports.Store, run, wanted, cancel);
        await foreach (var point in new PointList(ports).ReadAsync(run, query, cancel))
        {
            Totals = Totals.PlusPoint();
            foreach (var account in accounting.Of(point.Standing, await history.OfAsync(point)))
            {
                Totals = Totals.Plus(account);
                yield return account;
            }
        }
    }
}

/// <summary>Finds the lines of points in one round, where points are asked for in ascending order: it only goes forward.</summary>
internal sealed class RoundCursor : IAsyncDisposable
{
    private readonly IAsyncEnumerator<PointSpan> spans;
    private bool hasMore = true;
    private PointSpan? span;

    /// <summary>A cursor before the first of some points.</summary>
    public RoundCursor(Stores.IRunStore store, RunRecord run, RoundPlan round, IndexSet wanted, CancellationToken cancel)
    {
        Round = round.Number;
        spans = new PointWalk(store, run with { Round = round, EarlierRounds = [] }).SpansAsync(wanted, cancel).GetAsyncEnumerator(cancel);
    }

    /// <summary>The round, 1-based.</summary>
    public int Round { get; }

    /// <summary>A point's line in the round; a new one where the round did not run it.</summary>
    public async Task<PointEntry> FindAsync(long point)
    {
        while (hasMore && (span is null || span.Value.Points.Last < point))
        {
            hasMore = await spans.MoveNextAsync();
            span = hasMore ? spans.Current : null;
        }

        return span is { } here && here.Points.First <= point ? here.EntryOf(point) : PointEntry.New;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => spans.DisposeAsync();
}
