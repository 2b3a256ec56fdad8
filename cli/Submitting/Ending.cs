using Muster.Operations;
using Muster.Runs;
using Muster.Units;

namespace Muster.Cli.Submitting;

/// <summary>What is said when a watched run has ended: one sentence, and where to look next.</summary>
internal static class Ending
{
    public static int Write(CommandContext context, RunStatus status)
    {
        var (run, counts) = (status.Run, status.Counts);
        var took = run.CompletedAt is { } end && run.StartedAt is { } start ? $" in {Duration.Format(Rounded(end - start))}" : "";
        context.Error.WriteLine($"{run.State}: {counts.Succeeded} succeeded, {counts.Failed} failed{(counts.Cancelled > 0 ? $", {counts.Cancelled} cancelled" : "")}{took}.");
        if (run.State == RunState.Complete)
            return ExitCode.Done;
        if (status.Reason is { } reason)
            context.Error.WriteLine(reason.Text);
        context.Error.WriteLine($"See muster why {run.Id}");
        return ExitCode.Failed;
    }

    private static TimeSpan Rounded(TimeSpan span) => span.TotalSeconds < 10
        ? TimeSpan.FromMilliseconds(Math.Round(span.TotalMilliseconds / 10) * 10)
        : TimeSpan.FromSeconds(Math.Round(span.TotalSeconds));
}
