using System.Text.Json;
using Muster.Agent.Processes;
using Muster.Local.Store;
using Muster.Operations;
using Muster.Outputs;
using Muster.Specs.Submission;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Cli;

/// <summary>What failures are told, and which exit code they give. The only place that knows.</summary>
internal static class Failures
{
    /// <summary>The exit code; null: no failure that a command tells of, but a fault in the program.</summary>
    public static int? CodeOf(Exception error, CancellationToken cancel) => error switch
    {
        UsageException or SubmissionException or StartException or NoSuchPointException or RetryRefusedException => ExitCode.Usage,
        NoStoreException or RunNotFoundException or NoSuchAttemptException or SpecGoneException or OutputGoneException => ExitCode.CouldNotTell,
        StoreUnavailableException or StoreProblemException => ExitCode.CouldNotTell,
        IOException or UnauthorizedAccessException or InvalidDataException or JsonException => ExitCode.CouldNotTell,
        OperationCanceledException when cancel.IsCancellationRequested => ExitCode.Interrupted,
        _ => null,
    };

    /// <summary>Tells of a failure.</summary>
    public static void Tell(Exception error, TextWriter writer)
    {
        if (error is not OperationCanceledException && !IsBrokenPipe(error))
            writer.WriteLine($"muster: {error.Message}");
    }

    /// <summary>Writes out what is buffered; a reader that has gone (as of <c>muster list | head</c>) is nothing to tell of.</summary>
    public static void Flush(TextWriter writer)
    {
        try
        {
            writer.Flush();
        }
        catch (IOException error) when (IsBrokenPipe(error))
        {
            // Nobody reads any more.
        }
    }

    private static bool IsBrokenPipe(Exception error) => error is IOException { HResult: BrokenPipe };

    private const int BrokenPipe = 32; // EPIPE on Linux and macOS
}
