using System.Collections.Concurrent;
using Muster.Stores;

namespace Muster.Testing.Faults.History;

/// <summary>Writes down what clients do. Safe for many threads; its count orders what did not overlap.</summary>
internal sealed class HistoryRecorder
{
    private readonly ConcurrentQueue<HistoryEvent> events = new();
    private long count;

    /// <summary>What was done, in the order of its end.</summary>
    public IReadOnlyList<HistoryEvent> Events => [.. events.OrderBy(one => one.Ended)];

    /// <summary>Does a write and writes down how it went.</summary>
    /// <returns>The answer; null: none came.</returns>
    public async Task<WriteAnswer?> WriteAsync(string client, HistoryState state, Func<Task<WriteAnswer>> write)
    {
        var begun = Interlocked.Increment(ref count);
        WriteAnswer? answer = null;
        try
        {
            answer = await write();
        }
        catch (StoreUnavailableException)
        {
            // That is what no answer looks like.
        }

        events.Enqueue(new HistoryWrite(client, begun, Interlocked.Increment(ref count), state.Chain[^1], state, answer));
        return answer;
    }

    /// <summary>Does a read and writes down what it found. One without an answer tells nothing.</summary>
    /// <exception cref="StoreUnavailableException">There was no answer.</exception>
    public async Task<T?> ReadAsync<T>(string client, string record, Func<Task<T?>> read, Func<T, HistoryState> stateOf)
        where T : class
    {
        var begun = Interlocked.Increment(ref count);
        var found = await read();
        events.Enqueue(new HistoryRead(client, begun, Interlocked.Increment(ref count), record, found is null ? null : stateOf(found)));
        return found;
    }
}
