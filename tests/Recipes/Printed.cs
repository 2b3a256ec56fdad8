using System.Text.RegularExpressions;

namespace Muster.Tests.Recipes;

/// <summary>Compares what a command printed with what the page shows of it.</summary>
internal static partial class Printed
{
    private const string AnyLines = "...";

    /// <summary>Fails unless the lines are those of the page, but for what differs each time: ids of runs, times, how far a run is.</summary>
    public static void AssertAsShown(ShownCommand shown, IEnumerable<string> printed)
    {
        var expected = shown.Lines.Select(line => Masked(line, shown.IsMeasured)).ToList();
        var actual = printed.Where(line => !Progress().IsMatch(line)).Select(line => Masked(line, shown.IsMeasured)).ToList();
        Assert.True(
            Matches([.. expected], [.. actual]),
            $"$ {shown.Text}\nis shown to print\n{string.Join('\n', expected)}\nand printed\n{string.Join('\n', actual)}");
    }

    private static bool Matches(ReadOnlySpan<string> expected, ReadOnlySpan<string> actual)
    {
        if (expected.IsEmpty)
            return actual.IsEmpty;
        if (expected[0] != AnyLines)
            return !actual.IsEmpty && expected[0] == actual[0] && Matches(expected[1..], actual[1..]);
        for (var skipped = 0; skipped <= actual.Length; skipped++)
        {
            if (Matches(expected[1..], actual[skipped..]))
                return true;
        }

        return false;
    }

    private static string Masked(string line, bool isMeasured)
    {
        line = RunId().Replace(line, "RUN");
        line = Step().Replace(line, "step N");
        line = Seconds().Replace(line, " TIME");
        line = isMeasured ? Fraction().Replace(line, "FRACTION") : line;
        return Spaces().Replace(line, " ").TrimEnd();
    }

    [GeneratedRegex(@"^[a-z]+: \d+/\d+ \d+%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Progress();

    [GeneratedRegex(@"\br[0-9a-z]{15}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunId();

    /// <summary>How far a simulation came before it was interrupted.</summary>
    [GeneratedRegex(@"(?<=^saved after )step \d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();

    /// <summary>A duration, or the column of seconds at the end of a row.</summary>
    [GeneratedRegex(@" \d+(\.\d+)?s(?=\.$)| +\d+\.\d\d$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\d+\.\d+|(?<=,)\d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fraction();

    [GeneratedRegex(" +", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
