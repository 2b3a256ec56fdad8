using System.Runtime.CompilerServices;
using Muster.Runs;
using Muster.Sets;

namespace Muster.Operations;

/// <summary>Lists a run's points.</summary>
/// <param name="ports">What it works with.</param>
public sealed class PointList(RunPorts ports)
{
    /// <summary>Points by ascending index, read page by page: take as many as are wanted.</summary>
    /// <param name="run">The run.</param>
    /// <param name="query">Which points.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="NoSuchPointException">An index is beyond the run's points.</exception>
    /// <exception cref="Filters.NoSuchParameterException">No point has a parameter that the query names.</exception>
    public async IAsyncEnumerable<PointView> ReadAsync(RunRecord run, PointQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var filter = await query.FilterOfAsync(ports.Blobs, run, cancel);
        var judge = await JudgeAsync(run, cancel);
        await foreach (var span in new PointWalk(ports.Store, run, filter).SpansAsync(query.IndexesOf(run), cancel))
        {
            if (span.Chunk is null && judge.Unclaimed(span) is { } all && !query.Wants(all))
                continue;
            for (var point = span.Points.First; point <= span.Points.Last; point = filter?.Next(point + 1) ?? point + 1)
            {
                if (judge.View(span, point) is var view && query.Wants(view.Standing))
                    yield return view;
            }
        }
    }

    /// <summary>One point.</summary>
    /// <exception cref="NoSuchPointException">The index is beyond the run's points.</exception>
    public async Task<PointView> FindAsync(RunRecord run, long index, CancellationToken cancel = default)
    {
        await foreach (var view in ReadAsync(run, new() { Indexes = IndexSet.Of([index]) }, cancel))
            return view;
        throw NoSuchPointException.Of(run, index);
    }

    private async Task<PointJudge> JudgeAsync(RunRecord run, CancellationToken cancel)
    {
        if (run.State.IsTerminal())
            return PointJudge.Ended(run);
        var (status, open) = await new StatusReader(ports).LookAsync(run, cancel);
        return PointJudge.Of(status, open, ports.Time.GetUtcNow());
    }
}

/// <summary>A run has no point of an index.</summary>
public sealed class NoSuchPointException : Exception
{
    private NoSuchPointException(string message) : base(message) { }

    internal static NoSuchPointException Of(RunRecord run, long index) => new(run.PointCount == 1
        ? $"Run {run.Id} ({run.Name}) has no point {index}; its only point is 0."
        : $"Run {run.Id} ({run.Name}) has no point {index}; its points are 0 to {run.PointCount - 1}.");
}
