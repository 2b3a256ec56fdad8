using System.Collections.Concurrent;

namespace Muster.PowerShell.Completers;

/// <summary>What was found for completion, kept for some seconds: whoever completes a line asks more than once.</summary>
/// <typeparam name="T">What.</typeparam>
internal sealed class Found<T>(TimeProvider time)
{
    private const int Most = 64;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, (long Since, T Value)> kept = new(StringComparer.Ordinal);

    /// <summary>What is kept under a key, or else is found now.</summary>
    public async Task<T> GetAsync(string key, Func<Task<T>> find)
    {
        if (kept.TryGetValue(key, out var known) && time.GetElapsedTime(known.Since) < Age)
            return known.Value;
        var value = await find();
        if (kept.Count >= Most)
            kept.Clear();
        kept[key] = (time.GetTimestamp(), value);
        return value;
    }
}
