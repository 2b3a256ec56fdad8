using Muster.Logs;

namespace Muster.PowerShell.Views;

/// <summary>A line that an attempt of a point, or of one of its jobs, wrote. As a text it is the line alone.</summary>
public sealed class MusterLogLine
{
    private readonly LoggedAttempt attempt;

    internal MusterLogLine(LoggedAttempt attempt, string text, bool isError, (string Run, string Store) of) =>
        (this.attempt, Text, Stream, Run, Store) = (attempt, text, isError ? "Error" : "Output", of.Run, of.Store);

    /// <summary>The line, without its end.</summary>
    public string Text { get; }

    /// <summary>The id of the run.</summary>
    public string Run { get; }

    /// <summary>The index of the point, counted from 0.</summary>
    public long Index => attempt.Index;

    /// <summary>The id of the job; null: the point runs one command.</summary>
    public string? Job => attempt.Job;

    /// <summary>The round, counted from 1.</summary>
    public int Round => attempt.Round;

    /// <summary>The attempt, counted from 1 within the round.</summary>
    public int Attempt => attempt.Number;

    /// <summary>Output or Error.</summary>
    public string Stream { get; }

    /// <summary>The store that the run is in.</summary>
    public string Store { get; }

    /// <inheritdoc />
    public override string ToString() => Text;
}
