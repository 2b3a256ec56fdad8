namespace Muster.Globs;

/// <summary>Matches one segment of a path against one segment of a pattern.</summary>
internal static class GlobSegment
{
    /// <summary>Why a segment's sets cannot be read; null: they can.</summary>
    public static string? ProblemOf(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '[') continue;
            var end = EndOfSet(pattern, i);
            if (end < 0) return $"in '{pattern}', a [ is never closed";
            i = end;
        }

        return null;
    }

    /// <summary>
    /// Greedy, going back only to the last star: linear but for a factor of the pattern's length. (An earlier star never
    /// needs another try, since the last one can stand for all that it could have.)
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (at, star, retry) = (0, -1, 0);
        for (var i = 0; i < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, retry) = (at++, i);
            }
            else if (at < pattern.Length && MatchesOne(pattern[at..], text[i], out var width))
            {
                at += width;
                i++;
            }
            else if (star >= 0)
            {
                (at, i) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char letter, out int width)
    {
        width = 1;
        if (pattern[0] == '?') return true;
        if (pattern[0] != '[') return pattern[0] == letter;
        var end = EndOfSet(pattern, 0);
        width = end + 1;
        var negated = pattern[1] == '!';
        return IsInSet(pattern[(negated ? 2 : 1)..end], letter) != negated;
    }

    private static bool IsInSet(ReadOnlySpan<char> set, char letter)
    {
        for (var i = 0; i < set.Length; i++)
        {
            var isRange = i + 2 < set.Length && set[i + 1] == '-';
            if (isRange ? set[i] <= letter && letter <= set[i + 2] : set[i] == letter) return true;
            if (isRange) i += 2;
        }

        return false;
    }

    /// <summary>The place of the ] that closes a set; one right at its start belongs to it. -1: none.</summary>
    private static int EndOfSet(ReadOnlySpan<char> pattern, int start)
    {
        var first = start + 1;
        if (first < pattern.Length && pattern[first] == '!') first++;
        var rest = first + 1 < pattern.Length ? pattern[(first + 1)..].IndexOf(']') : -1;
        return rest < 0 ? -1 : first + 1 + rest;
    }
}
