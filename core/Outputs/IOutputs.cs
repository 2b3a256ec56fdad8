using Muster.Points;
using Muster.Runs;

namespace Muster.Outputs;

/// <summary>Reads what attempts wrote, by the references in their records, and what those that run have written so far.</summary>
public interface IOutputs
{
    /// <summary>What an attempt that ended wrote to a stream; an empty stream when it wrote nothing. It can seek.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="error">Standard error, or else standard output.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="OutputGoneException">It was written, and is not there any more.</exception>
    Task<Stream> OpenAsync(RunId run, AttemptRecord attempt, bool error, CancellationToken cancel = default);

    /// <summary>
    /// The attempts of a run that run on this machine now, by ascending point. One that was killed with its engine is among them until the
    /// next engine goes on with the run; its point's record then says that it was lost.
    /// </summary>
    IReadOnlyList<LiveAttempt> ListRunning(RunId run);

    /// <summary>The same for jobs of the run's points: their attempts that run on this machine now, by ascending point and job.</summary>
    IReadOnlyList<LiveAttempt> ListRunningJobs(RunId run) => [];

    /// <summary>Opens what a running attempt writes.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attempt">One of <see cref="ListRunning"/> or <see cref="ListRunningJobs"/>.</param>
    /// <param name="error">Standard error, or else standard output.</param>
    /// <returns>Null: it does not run any more.</returns>
    ILiveOutput? OpenRunning(RunId run, LiveAttempt attempt, bool error);

    /// <summary>The result object that an attempt wrote, as compact JSON; null when it wrote none.</summary>
    /// <exception cref="OutputGoneException">It was written, and is not there any more.</exception>
    Task<string?> ReadResultAsync(RunId run, AttemptRecord attempt, CancellationToken cancel = default);

    /// <summary>The files of a point that match the spec's result paths, as URIs or absolute paths, in order.</summary>
    /// <param name="run">The run.</param>
    /// <param name="point">The point's index.</param>
    /// <param name="patterns">Globs relative to the point's directory.</param>
    /// <param name="cancel">Ends the call.</param>
    Task<IReadOnlyList<string>> ListFilesAsync(RunId run, long point, IReadOnlyList<string> patterns, CancellationToken cancel = default);
}

/// <summary>Output that was written is not there any more.</summary>
public sealed class OutputGoneException : Exception
{
    /// <summary>An error with its text and cause.</summary>
    /// <param name="message">Which output, where it was, and what may have happened.</param>
    /// <param name="cause">What was seen; null: nothing.</param>
    public OutputGoneException(string message, Exception? cause = null) : base(message, cause) { }
}
