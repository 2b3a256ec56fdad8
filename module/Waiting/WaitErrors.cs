using System.Management.Automation;
using Muster.Coordination;
using Muster.Operations;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Waiting;

/// <summary>What is wrong with a run that was waited for.</summary>
internal static class WaitErrors
{
    /// <summary>The error, whose target is the run; null: it is complete.</summary>
    public static CmdletError? Of(RunStatus status, MusterRun view)
    {
        var run = status.Run;
        return run switch
        {
            { State: RunState.Complete } => null,
            { HasEnded: false } => new(ErrorId.WaitTimedOut, ErrorCategory.OperationTimeout, $"Time is up: run {run.Id} ({run.Name}) {RunWords.Says(run)}, {status.Counts.Ended} of {run.PointCount} points have ended. It goes on.", view) { Cure = $"Wait-MusterRun {run.Id}" },
            { State: RunState.Cancelled } => new(ErrorId.RunCancelled, ErrorCategory.OperationStopped, Sentence(status), view),
            _ => new(ErrorId.RunFailed, ErrorCategory.OperationStopped, Sentence(status), view) { Cure = $"See why: Get-MusterPoint {run.Id} -State Failed; again: Restart-MusterRun {run.Id}" },
        };
    }

    private static string Sentence(RunStatus status)
    {
        var (run, counts) = (status.Run, status.Counts);
        var reason = status.Reason is { Cause: not WaitCause.Cancel, Text: var text } ? $" {text.TrimEnd('.')}." : "";
        return $"Run {run.Id} ({run.Name}) {RunWords.Says(run)}: {counts.Succeeded} of {run.PointCount} points succeeded, {counts.Failed} failed.{reason}";
    }
}
