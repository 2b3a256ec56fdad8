using System.Management.Automation;
using Muster.Agent.Processes;
using Muster.Archives;
using Muster.Cli;
using Muster.Cli.Stores;
using Muster.Deletion;
using Muster.Filters;
using Muster.Jobs;
using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;
using Muster.Specs.Submission;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.PowerShell;

/// <summary>What failures are called: the only place that knows.</summary>
internal static class CmdletErrors
{
    /// <summary>The error for an exception.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="target">What it was about; null: nothing in particular.</param>
    public static CmdletError Of(Exception error, object? target = null)
    {
        return error switch
        {
            CmdletException told => told.Error,
            RunNotFoundException => New(ErrorId.RunNotFound, ErrorCategory.ObjectNotFound, "See what there is: Get-MusterRun"),
            NoSuchPointException or NoSuchParameterException or NoSuchPoolException => New(ErrorId.PointNotFound, ErrorCategory.ObjectNotFound),
            NoSuchJobException => New(ErrorId.JobNotFound, ErrorCategory.ObjectNotFound),
            NoStoreException => New(ErrorId.StoreNotFound, ErrorCategory.ObjectNotFound, "Choose another by Set-MusterContext or -Store."),
            StoreUnavailableException or StoreUnusableException => New(ErrorId.StoreUnavailable, ErrorCategory.ResourceUnavailable),
            RetryRefusedException or DeleteRefusedException or RunDeletingException or RunBusyException => New(ErrorId.RunStateRefused, ErrorCategory.InvalidOperation),
            NoSuchAttemptException or SpecGoneException or OutputGoneException => New(ErrorId.NotAvailable, ErrorCategory.ObjectNotFound),
            StartException => New(ErrorId.EngineFailed, ErrorCategory.ResourceUnavailable),
            UsageException or SubmissionException or TooManyRangesException or ArgumentException or SessionStateException => New(ErrorId.InvalidArgument, ErrorCategory.InvalidArgument),
            ArchiveException or ArchiveRefusedException or IOException or UnauthorizedAccessException or InvalidDataException => New(ErrorId.FileFailed, ErrorCategory.WriteError),
            _ => new(ErrorId.Fault, ErrorCategory.NotSpecified, $"This is a fault in Muster itself. Please report it with these lines:\n{error}", target, error),
        };

        CmdletError New(ErrorId id, ErrorCategory category, string? cure = null) => new(id, category, CmdletWords.Of(error.Message), target, error) { Cure = cure };
    }
}
