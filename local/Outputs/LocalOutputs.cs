using Muster.Agent.Output;
using Muster.Agent.Points;
using Muster.Agent.Results;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;

namespace Muster.Local.Outputs;

/// <summary>Reads what attempts wrote on this machine.</summary>
/// <param name="points">Absolute path of the folder under which each run has its own.</param>
public sealed class LocalOutputs(string points) : IOutputs
{
    /// <inheritdoc />
    public Task<Stream> OpenAsync(RunId run, AttemptRecord attempt, bool error, CancellationToken cancel = default)
    {
        if (attempt.Output is null)
            return Task.FromResult(Stream.Null);
        var output = AttemptOutput.Parse(attempt.Output);
        return Task.FromResult(Open(run, error ? output.Stderr : output.Stdout));
    }

    /// <inheritdoc />
    public IReadOnlyList<LiveAttempt> ListRunning(RunId run) => new LiveAttempts(FoldersOf(run)).List();

    /// <inheritdoc />
    public ILiveOutput? OpenRunning(RunId run, LiveAttempt attempt, bool error) => new LiveAttempts(FoldersOf(run)).Open(attempt, error);

    /// <inheritdoc />
    public async Task<string?> ReadResultAsync(RunId run, AttemptRecord attempt, CancellationToken cancel = default)
    {
        if (attempt.Result is null)
            return null;
        using var reader = new StreamReader(Open(run, OutputRef.Parse(attempt.Result)));
        return await reader.ReadToEndAsync(cancel);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ListFilesAsync(RunId run, long point, IReadOnlyList<string> patterns, CancellationToken cancel = default)
    {
        var directory = FoldersOf(run).Points.PathOf(point);
        return Task.FromResult<IReadOnlyList<string>>(
            Directory.Exists(directory) ? [.. new ResultCollector(patterns).Find(directory).Select(file => Path.Join(directory, file))] : []);
    }

    private RunFolders FoldersOf(RunId run) => new(Path.Join(points, run.Value));

    private Stream Open(RunId run, OutputRef? output)
    {
        try
        {
            return new OutputReader(FoldersOf(run).Output).Open(output);
        }
        catch (OutputException error)
        {
            throw new OutputGoneException(error.Message, error);
        }
    }
}
