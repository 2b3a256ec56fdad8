using Muster.Cli;
using Muster.Sets;

namespace Muster.PowerShell.Runs;

/// <summary>Reads indexes of points as they are typed in PowerShell.</summary>
internal static class IndexText
{
    /// <summary>The indexes; null: none were given.</summary>
    /// <param name="texts">Numbers and ranges, such as <c>3</c>, <c>7-9</c>, <c>3,7-9</c>.</param>
    /// <exception cref="UsageException">They are no indexes.</exception>
    public static IndexSet? Read(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return null;
        var text = string.Join(',', texts);
        return IndexSet.TryParse(text, out var set) && set!.Count > 0
            ? set
            : throw new UsageException($"-Index is '{text}'; it is numbers and ranges such as 3, 7-9, counted from 0.");
    }
}
