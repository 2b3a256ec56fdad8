namespace Muster.Sweeps;

/// <summary>JSON's grammar of numbers: <c>-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?</c>.</summary>
public static class JsonNumber
{
    /// <summary>Whether the whole text is a JSON number (<c>1e-4</c> is one; <c>007</c>, <c>.5</c>, <c>+1</c> and <c>0x10</c> are not).</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        if (text is ['-', ..]) text = text[1..];
        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
        text = text[whole..];
        if (text is ['.', ..] && !TakeDigits(1, ref text)) return false;
        if (text is ['e' or 'E', ..] && !TakeDigits(text is [_, '+' or '-', ..] ? 2 : 1, ref text)) return false;
        return text.Length == 0;
    }

    private static bool TakeDigits(int from, ref ReadOnlySpan<char> text)
    {
        var count = Digits(text[from..]);
        text = text[(from + count)..];
        return count > 0;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
