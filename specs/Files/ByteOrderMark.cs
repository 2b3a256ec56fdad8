namespace Muster.Specs.Files;

/// <summary>The mark that some editors put before UTF-8 text.</summary>
internal static class ByteOrderMark
{
    private const char Mark = '\uFEFF';

    /// <summary>Goes past the mark, if it is there.</summary>
    public static void Skip(TextReader text)
    {
        if (text.Peek() == Mark) _ = text.Read();
    }
}
