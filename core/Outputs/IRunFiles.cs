using Muster.Runs;

namespace Muster.Outputs;

/// <summary>
/// The files of runs on this machine: what attempts wrote, and the points' directories. Paths are relative to the run, with <c>/</c>. Only
/// regular files are listed and opened; links are neither followed nor kept, but go with their run.
/// </summary>
public interface IRunFiles
{
    /// <summary>The runs that have files here, by ascending id.</summary>
    Task<IReadOnlyList<RunId>> ListRunsAsync(CancellationToken cancel = default);

    /// <summary>The files of a run by ascending path, in ordinal order; none when it has none.</summary>
    IAsyncEnumerable<RunFile> ListAsync(RunId run, CancellationToken cancel = default);

    /// <summary>Opens a file; null when there is none.</summary>
    Task<Stream?> OpenAsync(RunId run, string path, CancellationToken cancel = default);

    /// <summary>Writes a file; durable and whole when the call returns, or not there at all. An older one is replaced.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">Where; see <see cref="RunFilePath"/>.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="cancel">Ends the call.</param>
    Task WriteAsync(RunId run, string path, Stream content, CancellationToken cancel = default);

    /// <summary>Removes a file, and the folders that it leaves empty; nothing there is no error.</summary>
    Task DeleteAsync(RunId run, string path, CancellationToken cancel = default);

    /// <summary>Removes all that a run has here, links and empty folders too; nothing there is no error.</summary>
    Task DeleteAllAsync(RunId run, CancellationToken cancel = default);

    /// <summary>
    /// Removes all but results: what attempts' references name, and the points' files that match patterns. References stay as they are and
    /// find what they name; what broke off is finished by the next call.
    /// </summary>
    /// <param name="run">The run, which has ended.</param>
    /// <param name="keep">What stays.</param>
    /// <param name="isTrial">Whether nothing is removed, but only told what would be.</param>
    /// <param name="cancel">Ends the call; then some of it is done.</param>
    /// <returns>What was, or would be, removed.</returns>
    Task<FileTally> KeepResultsAsync(RunId run, KeptResults keep, bool isTrial, CancellationToken cancel = default);

    /// <summary>Keeps others on this machine from deleting, pruning or importing the run, and workers of it from starting.</summary>
    /// <returns>To be disposed of when it is done, or given back by the system when the process ends; null: another has it.</returns>
    IDisposable? TryLock(RunId run);
}

/// <summary>A file of a run.</summary>
/// <param name="Path">Relative to the run, with <c>/</c>.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct RunFile(string Path, long Length);

/// <summary>What is kept of a run's files.</summary>
/// <param name="References">The references of all attempts' results.</param>
/// <param name="Patterns">Globs relative to a point's directory.</param>
public sealed record KeptResults(IAsyncEnumerable<string> References, IReadOnlyList<string> Patterns);

/// <summary>Some files.</summary>
/// <param name="Files">How many, 0 or more; a file of which a part goes is counted as one.</param>
/// <param name="Bytes">Their bytes, 0 or more.</param>
public readonly record struct FileTally(long Files, long Bytes)
{
    /// <summary>These and one more.</summary>
    public FileTally And(long bytes) => new(Files + 1, Bytes + bytes);

    /// <summary>Both together.</summary>
    public static FileTally operator +(FileTally left, FileTally right) => new(left.Files + right.Files, left.Bytes + right.Bytes);
}
