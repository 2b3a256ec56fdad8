using Muster.Agent.Processes;
using Muster.Archives;
using Muster.Cli.Answers;
using Muster.Deletion;
using Muster.Filters;
using Muster.Guards;
using Muster.Jobs;
using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;
using Muster.Specs.Submission;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Cli;

/// <summary>What failures are told, and which exit code they give. The only place that knows.</summary>
internal static class Failures
{
    /// <summary>EPIPE on Linux and macOS.</summary>
    internal const int BrokenPipe = 32;

    /// <summary>Tells of a failure, unless nobody need be told.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(Exception error, CommandContext context)
    {
        switch (error)
        {
            case OperationCanceledException when context.Cancel.IsCancellationRequested:
                return ExitCode.Interrupted;
            case IOException { HResult: BrokenPipe }:
                // Who read the answer has gone, as in muster results last | head: it was enough.
                return ExitCode.Done;
            case UsageException or SubmissionException or StartException or NoSuchPointException or NoSuchJobException or NoSuchPoolException or NoSuchParameterException
                or TooManyRangesException or RetryRefusedException
                or DeleteRefusedException or RunDeletingException or ArchiveRefusedException:
                context.Error.WriteLine($"muster: {error.Message}");
                return ExitCode.Usage;
            case AnswerException or NoStoreException or RunNotFoundException or NoSuchAttemptException or SpecGoneException or OutputGoneException or RunBusyException or ArchiveException
                or GuardMemoryException or Fleet.InstanceMetadataException or StoreUnavailableException or StoreUnusableException or IOException or UnauthorizedAccessException or InvalidDataException:
                context.Error.WriteLine($"muster: {error.Message}");
                return ExitCode.CouldNotTell;
            default:
                context.Error.WriteLine($"muster: This is a fault in Muster itself. Please report it with these lines:\n{error}");
                return ExitCode.CouldNotTell;
        }
    }
}
