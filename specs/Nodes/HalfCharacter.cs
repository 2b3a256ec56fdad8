namespace Muster.Specs.Nodes;

/// <summary>Half of a character beyond the first 65,536, which a string can hold but UTF-8, and so a variable, cannot.</summary>
internal static class HalfCharacter
{
    /// <summary>Where the first one is; -1 when there is none.</summary>
    public static int In(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyInRange('\ud800', '\udfff');
        if (at < 0) return -1;
        for (; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return at;
            at++;
        }
        return -1;
    }
}
