using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Local.Outputs;

/// <summary>What attempts of a run write on machines that go away, as their workers told it last. It is looked at when somebody asks, and not more often than is news.</summary>
/// <param name="packs">The packs of the run.</param>
/// <param name="time">The clock.</param>
internal sealed class RemoteLive(LivePackBlobs packs, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<LiveAttempt>> running = new(StringComparer.Ordinal);
    private readonly Dictionary<(LiveAttempt Attempt, bool Error), MemoryStream> streams = [];
    private long? looked;

    /// <summary>The attempts that ran when they were told of last. Of two that are the same attempt, the later: its worker took it over.</summary>
    public IReadOnlyList<LiveAttempt> List()
    {
        lock (gate)
        {
            Look();
            return
            [
                .. running.Values.SelectMany(attempts => attempts)
                    .GroupBy(attempt => (attempt.Index, attempt.Round, attempt.Number)).Select(same => same.MaxBy(attempt => attempt.StartedAt)!),
            ];
        }
    }

    /// <summary>Opens what an attempt writes; null: it is not told of any more.</summary>
    public ILiveOutput? Open(LiveAttempt attempt, bool error) => LengthOf(attempt, error) is null ? null : new RemoteOutput(this, attempt, error);

    private long? LengthOf(LiveAttempt attempt, bool error)
    {
        lock (gate)
        {
            Look();
            return IsRunning(attempt) ? streams.GetValueOrDefault((attempt, error))?.Length ?? 0 : null;
        }
    }

    private int? Read(LiveAttempt attempt, bool error, long offset, Span<byte> into)
    {
        lock (gate)
        {
            Look();
            if (!IsRunning(attempt))
                return null;
            if (!streams.TryGetValue((attempt, error), out var stream) || offset >= stream.Length)
                return 0;
            stream.Position = offset;
            return stream.Read(into);
        }
    }

    private bool IsRunning(LiveAttempt attempt) => running.TryGetValue(attempt.Worker, out var attempts) && attempts.Contains(attempt);

    /// <summary>The ports of live output are files elsewhere, so they do not wait; here somebody waits for a network at most every other second.</summary>
    private void Look()
    {
        if (looked is { } last && time.GetElapsedTime(last) < LookEvery)
            return;
        try
        {
            Task.Run(LookAsync).GetAwaiter().GetResult();
        }
        catch (StoreUnavailableException)
        {
            // What is known stands until the next look.
        }

        looked = time.GetTimestamp();
    }

    private async Task LookAsync()
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (worker, number) in packs.ListAsync())
        {
            there.Add(worker);
            if (number <= seen.GetValueOrDefault(worker) || await packs.ReadAsync(worker, number) is not { } pack)
                continue;
            seen[worker] = number;
            Take(worker, pack);
        }

        foreach (var gone in running.Keys.Where(worker => !there.Contains(worker)).ToList())
            Take(gone, new([], []));
    }

    private void Take(string worker, LivePack pack)
    {
        running[worker] = pack.Running;
        foreach (var part in pack.Parts)
        {
            if (!streams.TryGetValue((part.Attempt, part.Error), out var stream))
                streams[(part.Attempt, part.Error)] = stream = new();
            stream.SetLength(part.Offset);
            stream.Position = part.Offset;
            stream.Write(part.Bytes.Span);
        }

        foreach (var key in streams.Keys.Where(key => key.Attempt.Worker == worker && !pack.Running.Contains(key.Attempt)).ToList())
            streams.Remove(key);
    }

    private sealed class RemoteOutput(RemoteLive live, LiveAttempt attempt, bool error) : ILiveOutput
    {
        public long? Length => live.LengthOf(attempt, error);

        public int? Read(long offset, Span<byte> into) => live.Read(attempt, error, offset, into);

        public void Dispose()
        {
        }
    }
}
