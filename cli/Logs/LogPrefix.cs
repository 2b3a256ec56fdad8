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
}

/// <summary>Makes the text before lines, such as <c>[3] </c>, or <c>[3 #2] </c> for its second attempt.</summary>
/// <param name="kind">What it says.</param>
/// <param name="points">The run's points; null: parameters are not shown.</param>
/// <param name="hasRounds">Whether rounds must be told apart.</param>
/// <param name="isOneAttempt">Whether at most one attempt of each point is shown, so that none need be told apart.</param>
internal sealed class LogPrefix(LogPrefixKind kind, PointSource? points, bool hasRounds, bool isOneAttempt)
{
    /// <summary>The text, in UTF-8.</summary>
    public byte[] Of(LoggedAttempt attempt) => kind == LogPrefixKind.None ? [] : Encoding.UTF8.GetBytes($"[{Subject(attempt.Index)}{Attempt(attempt)}] ");

    private string Subject(long index) => points is null
        ? $"{index}"
        : Table.Clean(string.Join(' ', points[index].Parameters.Select(parameter => $"{parameter.Name}={parameter.Value.Text}")));

    private string Attempt(LoggedAttempt attempt) =>
        isOneAttempt ? ""
        : hasRounds ? $" #{attempt.Round}.{attempt.Number}"
        : attempt.Number > 1 ? $" #{attempt.Number}"
        : "";
}
