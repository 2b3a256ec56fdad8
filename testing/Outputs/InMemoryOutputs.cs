using System.Collections.Concurrent;
using System.Text;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;

namespace Muster.Testing.Outputs;

/// <summary>What attempts wrote, in memory, for tests. An attempt's references are the keys. Safe to use from many threads at once.</summary>
public sealed class InMemoryOutputs : IOutputs
{
    private readonly ConcurrentDictionary<string, (string Out, string Error)> outputs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> results = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(RunId Run, LiveAttempt Attempt), InMemoryLiveAttempt> running = new();
    private readonly ConcurrentDictionary<(RunId, long), IReadOnlyList<string>> files = new();

    /// <summary>Keeps what an attempt wrote; returns the reference for <see cref="AttemptRecord.Output"/>.</summary>
    public string KeepOutput(string standardOutput, string standardError = "")
    {
        var key = $"output-{outputs.Count}";
        outputs[key] = (standardOutput, standardError);
        return key;
    }

    /// <summary>An attempt starts to run; what it writes can be read from the answer's writing on until it ends.</summary>
    public InMemoryLiveAttempt Start(RunId run, LiveAttempt attempt) => new(this, run, attempt);

    /// <summary>Keeps a result object; returns the reference for <see cref="AttemptRecord.Result"/>.</summary>
    public string KeepResult(string json)
    {
        var key = $"result-{results.Count}";
        results[key] = json;
        return key;
    }

    /// <summary>Keeps the files of a point, whatever the patterns.</summary>
    public void KeepFiles(RunId run, long point, params IReadOnlyList<string> paths) => files[(run, point)] = paths;

    /// <inheritdoc />
    public Task<Stream> OpenAsync(RunId run, AttemptRecord attempt, bool error, CancellationToken cancel = default)
    {
        if (attempt.Output is not { } key)
            return Task.FromResult(Stream.Null);
        var (standardOutput, standardError) = outputs.TryGetValue(key, out var kept) ? kept : throw Gone(key);
        return Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(error ? standardError : standardOutput), writable: false));
    }

    /// <inheritdoc />
    public IReadOnlyList<LiveAttempt> ListRunning(RunId run) =>
        [.. running.Keys.Where(key => key.Run == run).Select(key => key.Attempt).OrderBy(attempt => attempt.Index)];

    /// <inheritdoc />
    public ILiveOutput? OpenRunning(RunId run, LiveAttempt attempt, bool error) =>
        running.TryGetValue((run, attempt), out var live) ? live.Open(error) : null;

    internal void Run(RunId run, LiveAttempt attempt, InMemoryLiveAttempt live) => running[(run, attempt)] = live;

    internal void Stop(RunId run, LiveAttempt attempt) => running.TryRemove((run, attempt), out _);

    /// <inheritdoc />
    public Task<string?> ReadResultAsync(RunId run, AttemptRecord attempt, CancellationToken cancel = default) =>
        Task.FromResult(attempt.Result is not { } key ? null : results.TryGetValue(key, out var json) ? json : throw Gone(key));

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ListFilesAsync(RunId run, long point, IReadOnlyList<string> patterns, CancellationToken cancel = default) =>
        Task.FromResult(files.GetValueOrDefault((run, point), []));

    private static OutputGoneException Gone(string key) => new($"The output {key} is not there any more.");
}
