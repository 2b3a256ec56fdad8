using Muster.Cli.Rendering;
using Muster.Logs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Logs;

/// <summary>Writes the output of one point byte by byte, and says on standard error whose it is.</summary>
internal sealed class PlainLogs(CommandContext context, RunRecord run) : ILogWriter
{
    private (string? Job, int Round, int Number)? current;
    private bool wasRunning;

    public void Write(LogPart part)
    {
        var attempt = part.Of;
        if (current != (attempt.Job, attempt.Round, attempt.Number))
        {
            context.Say(Title(attempt));
            (current, wasRunning) = ((attempt.Job, attempt.Round, attempt.Number), attempt.Running is not null);
        }

        if (!part.Bytes.IsEmpty)
            context.OutBytes.Write(part.Bytes.Span);
        if (part.IsLast && wasRunning && attempt.Ended is not null)
            context.Say(Title(attempt));
    }

    public void Flush()
    {
        // Nothing is held back.
    }

    private string Title(LoggedAttempt attempt)
    {
        var round = run.Round.Number > 1 ? $" of round {attempt.Round}" : "";
        return $"Point {attempt.Index},{(attempt.Job is { } job ? $" job '{job}'," : "")} attempt {attempt.Number}{round}: {Standing(attempt)}";
    }

    private string Standing(LoggedAttempt attempt) => attempt switch
    {
        { Ended: { } ended } => AttemptText.Of(ended),
        { Running: { } live } => $"running, started {Human.Ago(live.StartedAt, context.Time.GetUtcNow())}",
        _ => "has ended; how is told nowhere",
    };
}
