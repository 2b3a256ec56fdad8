using Muster.Graphs;
using Muster.Operations;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;

namespace Muster.Jobs;

/// <summary>Opens what attempts of jobs wrote: it is among the run's blobs.</summary>
public static class JobOutputs
{
    /// <summary>What an attempt that ended wrote to a stream; an empty stream when it wrote nothing. It can seek.</summary>
    /// <param name="ports">What it works with.</param>
    /// <param name="run">The run.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="error">Standard error, or else standard output.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="OutputGoneException">It was written, and is not there any more.</exception>
    public static async Task<Stream> OpenAsync(RunPorts ports, RunRecord run, AttemptRecord attempt, bool error, CancellationToken cancel = default)
    {
        if (Find(attempt, error) is not { } output)
            return Stream.Null;
        var key = GraphBlobs.KeyOf(run.Id, output.File);
        if (await ports.Blobs.FindAsync(key, cancel) is not { } blob)
            throw new OutputGoneException(PrunedLogs.Told(run, attempt) ?? $"What it wrote was kept as {ports.Blobs.UriOf(key)}, which is not there any more.");
        return blob.Length >= output.Offset + output.Length
            ? new BlobPartStream(ports.Blobs, key, output.Offset, output.Length)
            : throw new OutputGoneException($"What it wrote was kept as {ports.Blobs.UriOf(key)}, which has {blob.Length} bytes, and {output.Length} from byte {output.Offset} on are wanted.");
    }

    /// <summary>Whether an attempt that ended wrote to standard error, as far as its record can be read.</summary>
    public static bool HasErrors(AttemptRecord attempt)
    {
        try
        {
            return Find(attempt, error: true) is not null;
        }
        catch (OutputGoneException)
        {
            return false; // who reads it is told
        }
    }

    private static OutputRef? Find(AttemptRecord attempt, bool error)
    {
        if (attempt.Output is not { } text)
            return null;
        try
        {
            return AttemptOutput.Parse(text) is var output && error ? output.Stderr : output.Stdout;
        }
        catch (FormatException damaged)
        {
            throw new OutputGoneException($"Where it wrote cannot be read: {damaged.Message}", damaged);
        }
    }
}
