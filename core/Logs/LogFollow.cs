using System.Runtime.CompilerServices;
using Muster.Chunks;
using Muster.Filters;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;

namespace Muster.Logs;

/// <summary>How often a follower looks.</summary>
/// <param name="Live">At what running attempts write, which are files of this machine.</param>
/// <param name="Records">At the store's records.</param>
public sealed record FollowPace(TimeSpan Live, TimeSpan Records);

/// <summary>
/// Tells what attempts of a run write, as they write it, until the points or the run have ended. All attempts of a point are told, one after the
/// other: a running one only when those before it are told whole. Each byte is told once: what was told of an attempt while
/// it ran is left out when its record says where all of it is (<see cref="Outputs.ILiveOutput"/>).
/// </summary>
public sealed class LogFollow : IDisposable
{
    private const int Page = 256;
    private readonly RunPorts ports;
    private readonly LogOrder order;
    private readonly IndexSet wanted;
    private readonly PointFilter? filter;
    private readonly AttemptReader reader;
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly Dictionary<(long Point, string? Job), LiveTail> tails = [];
    private readonly Dictionary<long, int> told = [];
    private RunRecord run;
    private IReadOnlyList<FollowedPool> pools;
    private readonly FollowedJobs? followed;
    private JobNews? news;
    private bool isFirst = true;
    private bool missed;

    private LogFollow(RunPorts ports, RunRecord run, LogOrder order, IndexSet wanted, PointFilter? filter, FollowedJobs? followed)
    {
        (this.ports, this.run, this.order, this.wanted, this.filter, this.followed) = (ports, run, order, wanted, filter, followed);
        news = followed?.News(ports, run);
        reader = new(ports, run, order.Error);
        pools = FollowedPool.Of(run, wanted);
    }

    /// <summary>A follower that has not begun.</summary>
    /// <param name="ports">What it works with.</param>
    /// <param name="run">The run.</param>
    /// <param name="query">Which points; their states do not matter.</param>
    /// <param name="order">What of them: the last lines and the time are for what is there at the beginning.</param>
    /// <param name="jobs">The jobs that each point runs; null: it runs one command.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="NoSuchPointException">An index is beyond the run's points.</exception>
    /// <exception cref="NoSuchParameterException">No point has a parameter that the query names.</exception>
    public static async Task<LogFollow> BeginAsync(
        RunPorts ports, RunRecord run, PointQuery query, LogOrder order, FollowedJobs? jobs = null, CancellationToken cancel = default) =>
        new(ports, run, order, query.IndexesOf(run), await query.FilterOfAsync(ports.Blobs, run, cancel), jobs);

    /// <summary>Follows. After all that is known at a moment comes null: what was told may be shown.</summary>
    public async IAsyncEnumerable<LogPart?> RunAsync(FollowPace pace, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        long? looked = null;
        while (true)
        {
            if (looked is null || ports.Time.GetElapsedTime(looked.Value) >= pace.Records)
            {
                (looked, missed) = (ports.Time.GetTimestamp(), false);
                var now = await TryAsync(() => ports.Store.GetRunAsync(run.Id, cancel)) ?? run;
                foreach (var pool in pools)
                {
                    await foreach (var part in KeptAsync(pool, cancel))
                        yield return part;
                }

                if (IsOver(now))
                    break;
                Renew(now);
            }

            foreach (var part in (followed is null ? ports.Outputs.ListRunning(run.Id) : ports.Outputs.ListRunningJobs(run.Id)).SelectMany(Live))
                yield return part;
            isFirst = false;
            yield return null;
            await Task.Delay(pace.Live, ports.Time, cancel);
        }

        foreach (var tail in tails.Values)
            yield return new(tail.Attempt, default, true);
        yield return null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tail in tails.Values)
            tail.Dispose();
    }

    /// <summary>Whether there is nothing more to come. The run was read before its chunks, so of one that has ended all was told.</summary>
    private bool IsOver(RunRecord now) => !missed && now.Round.Number == run.Round.Number && (now.HasEnded || pools.All(pool => pool.Left.Count == 0));

    /// <summary>A retry opened another round meanwhile: its points are followed.</summary>
    private void Renew(RunRecord now)
    {
        if (missed)
            return;
        if (now.Round.Number != run.Round.Number)
        {
            pools = [.. FollowedPool.Of(now, wanted).Where(pool => pool.Key.Round == now.Round.Number)];
            told.Clear();
            news = followed?.News(ports, now);
        }

        run = now;
    }

    private bool Wants(long point) => wanted.Contains(point) && filter?.Contains(point) != false;

    private bool Wants(LoggedAttempt attempt) => (order.Attempts.Number ?? attempt.Number) == attempt.Number && (!isFirst || attempt.IsSince(order.Since));

    private IEnumerable<LogPart> Live(Outputs.LiveAttempt live)
    {
        var attempt = LoggedAttempt.Of(live, live.Job is { } job ? followed?.Graph.Jobs.ElementAtOrDefault(job)?.Id : null);
        if (ToldOf(live) != live.Number - 1 || !Wants(live.Index) || !Wants(attempt) || !pools.Any(pool => pool.Holds(live.Round, live.Index)))
            return [];
        if (!tails.TryGetValue((live.Index, attempt.Job), out var tail))
            tails[(live.Index, attempt.Job)] = tail = new(attempt);
        tail.Open(ports, run.Id, live, order.Error, isFirst ? order.Tail : null);
        return tail.Read(buffer);
    }

    /// <summary>How many attempts were told before; null: none of these is wanted.</summary>
    private int? ToldOf(Outputs.LiveAttempt live) => live.Job is { } job ? news?.ToldOf(live.Index, live.Round, job) : told.GetValueOrDefault(live.Index);

    private async IAsyncEnumerable<LogPart> KeptAsync(FollowedPool pool, [EnumeratorCancellation] CancellationToken cancel)
    {
        var done = new List<long>();
        foreach (var range in pool.Left.Ranges)
        {
            var next = range.First;
            while (next <= range.Last && await TryAsync(() => ports.Store.ListChunksAsync(pool.Key, next, range.Last, Page, cancel)) is { Count: > 0 } chunks)
            {
                foreach (var chunk in chunks)
                {
                    var missedBefore = missed;
                    missed = false;
                    await foreach (var part in KeptAsync(pool, chunk, cancel))
                        yield return part;
                    if (!missed && IsDone(pool, chunk))
                        done.Add(chunk.Key.Number);
                    missed |= missedBefore;
                }

                next = chunks.Count < Page ? range.Last + 1 : chunks[^1].Key.Number + 1;
            }
        }

        pool.Remove(done);
    }

    private async IAsyncEnumerable<LogPart> KeptAsync(FollowedPool pool, ChunkRecord chunk, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var (point, entry) in PointsOf(pool, chunk))
        {
            if (news is not null && entry.Graph is { } reference)
            {
                await foreach (var part in NewsAsync(point, chunk.Key.Round, reference, cancel))
                    yield return part;
                continue;
            }

            for (var i = told.GetValueOrDefault(point); i < entry.Attempts.Count; i++)
            {
                var attempt = LoggedAttempt.Of(point, chunk.Key.Round, entry.Attempts[i]);
                await foreach (var part in KeptAsync(attempt, cancel))
                    yield return part;
                told[point] = i + 1;
            }
        }
    }

    private async IAsyncEnumerable<LogPart> NewsAsync(long point, int round, string reference, [EnumeratorCancellation] CancellationToken cancel)
    {
        var latest = await news!.OfAsync(point, round, reference, cancel);
        missed |= latest.IsUnsure;
        if (latest.Problem is { } problem)
            yield return new(new(point, round, 0), default, true) { Problem = problem };
        foreach (var attempt in latest.Attempts)
        {
            await foreach (var part in KeptAsync(attempt, cancel))
                yield return part;
        }
    }

    private async IAsyncEnumerable<LogPart> KeptAsync(LoggedAttempt attempt, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!Wants(attempt))
            yield break;
        var offset = 0L;
        if (tails.Remove((attempt.Index, attempt.Job), out var tail))
        {
            offset = tail.Offset;
            tail.Dispose();
        }

        await foreach (var part in reader.KeptAsync(attempt, offset, isFirst ? order.Tail : null, cancel))
            yield return part;
    }

    /// <summary>Whether all followed points of a chunk have ended; all that they wrote is told then.</summary>
    private bool IsDone(FollowedPool pool, ChunkRecord chunk)
    {
        if (!PointsOf(pool, chunk).All(point => point.Entry.State.IsTerminal()))
            return false;
        foreach (var (point, _) in PointsOf(pool, chunk))
        {
            told.Remove(point);
            news?.Forget(point, chunk.Key.Round);
        }

        return true;
    }

    private IEnumerable<(long Point, PointEntry Entry)> PointsOf(FollowedPool pool, ChunkRecord chunk)
    {
        for (var i = 0; i < chunk.Entries.Count; i++)
        {
            if (pool.Plan.PointAt(chunk.Key.Number, i) is var point && Wants(point))
                yield return (point, chunk.Entries[i]);
        }
    }

    /// <summary>An answer of the store; null: it does not answer just now, and is asked again.</summary>
    private async Task<T?> TryAsync<T>(Func<Task<T>> ask)
        where T : class?
    {
        try
        {
            return await ask();
        }
        catch (StoreUnavailableException)
        {
            missed = true;
            return null;
        }
    }
}

/// <summary>The jobs whose attempts are followed.</summary>
/// <param name="Graph">The run's graph.</param>
/// <param name="Places">The places of the jobs in the file.</param>
public sealed record FollowedJobs(GraphSpec Graph, IReadOnlyList<int> Places)
{
    internal JobNews News(RunPorts ports, RunRecord run) => new(ports, run, Graph, Places);
}
