using System.Text;
using Muster.Cli.Rendering;
using Muster.Logs;
using Muster.Sweeps;

namespace Muster.Cli.Logs;

/// <summary>What stands before each line.</summary>
internal enum LogPrefixKind
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The point's index.</summary>
    Index,
    /// <summary>The point's parameters.</summary>
    Params,
    /// <summary>The job alone.</summary>
    Job,
}

/// <summary>
/// Makes the text before lines, such as <c>[3] </c>, or <c>[3 #2] </c> for its second attempt; of jobs <c>build| </c>, or <c>build#2| </c>, and of several points <c>[3] build| </c>.
/// </summary>
/// <param name="kind">What it says.</param>
/// <param name="points">The run's points; null: parameters are not shown.</param>
/// <param name="hasRounds">Whether rounds must be told apart.</param>
/// <param name="isOneAttempt">Whether at most one attempt of each point is shown, so that none need be told apart.</param>
internal sealed class LogPrefix(LogPrefixKind kind, PointSource? points, bool hasRounds, bool isOneAttempt)
{
    /// <summary>The text, in UTF-8.</summary>
    public byte[] Of(LoggedAttempt attempt) => Encoding.UTF8.GetBytes((kind, attempt.Job) switch
    {
        (LogPrefixKind.None, _) or (LogPrefixKind.Job, null) => "",
        (LogPrefixKind.Job, { } job) => $"{job}{Attempt(attempt)}| ",
        (_, { } job) => $"[{Subject(attempt.Index)}] {job}{Attempt(attempt)}| ",
        (_, null) => $"[{Subject(attempt.Index)}{(Attempt(attempt) is { Length: > 0 } number ? $" {number}" : "")}] ",
    });

    private string Subject(long index) => points is null
        ? $"{index}"
        : Table.Clean(string.Join(' ', points[index].Parameters.Select(parameter => $"{parameter.Name}={parameter.Value.Text}")));

    private string Attempt(LoggedAttempt attempt) =>
        isOneAttempt ? ""
        : hasRounds ? $"#{attempt.Round}.{attempt.Number}"
        : attempt.Number > 1 ? $"#{attempt.Number}"
        : "";
}
