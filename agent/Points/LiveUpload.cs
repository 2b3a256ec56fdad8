using Muster.Outputs;
using Muster.Stores;

namespace Muster.Agent.Points;

/// <summary>
/// Tells what running attempts of a worker write, a pack every few seconds as long as they write something, so that it can be followed from anywhere. An attempt that begins and ends
/// in between is in none: its record tells all of it. When the worker is over its packs are removed, for then records tell everything.
/// </summary>
public sealed class LiveUpload : IAsyncDisposable
{
    /// <summary>How often it looks.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromSeconds(4);

    /// <summary>Most bytes of one stream in one pack; what is more comes with the next ones.</summary>
    private const int MostOfOne = 1 << 20;

    private readonly Dictionary<(long Index, int Round, int Number, bool Error), long> told = [];
    private readonly CancellationTokenSource over = new();
    private readonly LiveAttempts attempts;
    private readonly LivePackBlobs packs;
    private readonly string worker;
    private readonly TimeProvider time;
    private Task telling = Task.CompletedTask;
    private IReadOnlyList<LiveAttempt> running = [];
    private long number;

    /// <summary>An upload that does nothing by itself.</summary>
    /// <param name="attempts">The attempts of this machine.</param>
    /// <param name="packs">Where packs go.</param>
    /// <param name="worker">The worker's id.</param>
    /// <param name="time">The clock.</param>
    public LiveUpload(LiveAttempts attempts, LivePackBlobs packs, string worker, TimeProvider time) =>
        (this.attempts, this.packs, this.worker, this.time) = (attempts, packs, worker, time);

    /// <summary>An upload that looks every few seconds.</summary>
    public static LiveUpload Begin(LiveAttempts attempts, LivePackBlobs packs, string worker, TimeProvider time)
    {
        var upload = new LiveUpload(attempts, packs, worker, time);
        upload.telling = Task.Run(upload.TellOnAsync);
        return upload;
    }

    /// <summary>Tells what is new.</summary>
    public async Task TellAsync()
    {
        var (now, parts) = (attempts.List().Where(attempt => attempt.Worker == worker).ToList(), new List<LivePart>());
        foreach (var attempt in now)
        {
            parts.AddRange(PartsOf(attempt, error: false));
            parts.AddRange(PartsOf(attempt, error: true));
        }

        // Which attempts run is news only if one of those that were told of does no more: others have no bytes to be told.
        if (parts.Count == 0 && !running.Except(now).Any())
            return;
        var known = parts.Select(part => part.Attempt).Concat(running.Intersect(now)).Distinct().ToList();
        await packs.WriteAsync(worker, ++number, new(known, parts));
        running = known;
        foreach (var part in parts)
            told[KeyOf(part.Attempt, part.Error)] = part.Offset + part.Bytes.Length;
        foreach (var ended in told.Keys.Where(key => !now.Exists(attempt => KeyOf(attempt, key.Error) == key)).ToList())
            told.Remove(ended);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await telling;
        over.Dispose();
        try
        {
            for (; number > 0; number--)
                await packs.RemoveAsync(worker, number);
        }
        catch (StoreUnavailableException)
        {
            // They go with the run.
        }
    }

    private static (long Index, int Round, int Number, bool Error) KeyOf(LiveAttempt attempt, bool error) => (attempt.Index, attempt.Round, attempt.Number, error);

    private IEnumerable<LivePart> PartsOf(LiveAttempt attempt, bool error)
    {
        using var output = attempts.Open(attempt, error);
        if (output?.Length is not { } length)
            yield break;
        var from = told.GetValueOrDefault(KeyOf(attempt, error));
        if (length < from)
            from = 0; // the command truncated its own output
        if (length == from)
            yield break;
        var buffer = new byte[(int)Math.Min(length - from, MostOfOne)];
        if (output.Read(from, buffer) is { } read and > 0)
            yield return new(attempt, error, from, buffer.AsMemory(0, read));
    }

    private async Task TellOnAsync()
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await TellAsync();
                await Task.Delay(Every, time, over.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception error) when (error is StoreUnavailableException or IOException or UnauthorizedAccessException)
            {
                await Task.WhenAny(Task.Delay(Every, time, over.Token)); // what was not told is told next
            }
        }
    }
}
