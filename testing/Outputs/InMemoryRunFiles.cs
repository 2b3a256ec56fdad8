using System.Runtime.CompilerServices;
using Muster.Globs;
using Muster.Outputs;
using Muster.Runs;

namespace Muster.Testing.Outputs;

/// <summary>
/// The files of runs in memory, for tests. A reference names a whole file of <c>output/</c>; a point's directory is <c>points/INDEX÷1000/INDEX</c>.
/// Safe to use from many threads at once.
/// </summary>
public sealed class InMemoryRunFiles : IRunFiles
{
    private readonly Lock gate = new();
    private readonly Dictionary<RunId, SortedDictionary<string, byte[]>> runs = [];
    private readonly HashSet<RunId> locked = [];

    /// <inheritdoc />
    public Task<IReadOnlyList<RunId>> ListRunsAsync(CancellationToken cancel = default) =>
        Do<IReadOnlyList<RunId>>(() => [.. runs.Where(run => run.Value.Count > 0).Select(run => run.Key).Order()]);

    /// <inheritdoc />
    public async IAsyncEnumerable<RunFile> ListAsync(RunId run, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var file in await Do(() => Of(run).Select(file => new RunFile(file.Key, file.Value.Length)).ToList()))
        {
            cancel.ThrowIfCancellationRequested();
            yield return file;
        }
    }

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(RunId run, string path, CancellationToken cancel = default)
    {
        RunFilePath.Require(path);
        return Do<Stream?>(() => Of(run).TryGetValue(path, out var bytes) ? new MemoryStream(bytes, writable: false) : null);
    }

    /// <inheritdoc />
    public async Task WriteAsync(RunId run, string path, Stream content, CancellationToken cancel = default)
    {
        RunFilePath.Require(path);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancel);
        await Do(() => Of(run)[path] = bytes.ToArray());
    }

    /// <inheritdoc />
    public Task DeleteAsync(RunId run, string path, CancellationToken cancel = default)
    {
        RunFilePath.Require(path);
        return Do(() => Of(run).Remove(path));
    }

    /// <inheritdoc />
    public Task DeleteAllAsync(RunId run, CancellationToken cancel = default) => Do(() => runs.Remove(run));

    /// <inheritdoc />
    public async Task<FileTally> KeepResultsAsync(RunId run, KeptResults keep, bool isTrial, CancellationToken cancel = default)
    {
        var kept = await keep.References.ToHashSetAsync(StringComparer.Ordinal, cancel);
        var patterns = keep.Patterns.Select(Glob.Parse).ToList();
        return await Do(() =>
        {
            var tally = default(FileTally);
            foreach (var (path, bytes) in Of(run).Where(file => !IsKept(file.Key)).ToList())
            {
                tally = tally.And(bytes.Length);
                if (!isTrial)
                    Of(run).Remove(path);
            }

            return tally;
        });

        bool IsKept(string path) => path.Split('/', 4) switch
        {
            ["output", var name] => kept.Any(reference => reference == name || reference.StartsWith($"{name}:", StringComparison.Ordinal)),
            ["points", _, _, var file] => patterns.Exists(pattern => pattern.IsMatch(file)),
            _ => false,
        };
    }

    /// <inheritdoc />
    public IDisposable? TryLock(RunId run)
    {
        lock (gate)
            return locked.Add(run) ? new Held(this, run) : null;
    }

    private SortedDictionary<string, byte[]> Of(RunId run)
    {
        if (!runs.TryGetValue(run, out var files))
            runs.Add(run, files = new(StringComparer.Ordinal));
        return files;
    }

    private Task<T> Do<T>(Func<T> what)
    {
        lock (gate)
            return Task.FromResult(what());
    }

    private sealed class Held(InMemoryRunFiles files, RunId run) : IDisposable
    {
        public void Dispose()
        {
            lock (files.gate)
                files.locked.Remove(run);
        }
    }
}
