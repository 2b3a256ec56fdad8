namespace Muster.Specs.Points;

/// <summary>Recognises how points are written.</summary>
internal static class FormatGuess
{
    /// <summary>By a file's name; null when it says nothing.</summary>
    public static PointFormat? ByName(string name) => Path.GetExtension(name) switch
    {
        ".csv" => PointFormat.Csv,
        ".jsonl" or ".ndjson" => PointFormat.Jsonl,
        _ => null,
    };

    /// <summary>By how the text begins: with a brace it is JSON; with a NUL in it, parted by NULs; with a comma in its first line, CSV; else lines.</summary>
    /// <param name="head">The first bytes, with or without byte order mark; all of the first line that is not empty, where possible.</param>
    public static PointFormat ByHead(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        if (head.Contains((byte)0)) return PointFormat.Nul;
        var line = head.TrimStart(" \t\r\n"u8);
        if (line is [(byte)'{', ..]) return PointFormat.Jsonl;
        var end = line.IndexOf((byte)'\n');
        return (end < 0 ? line : line[..end]).Contains((byte)',') ? PointFormat.Csv : PointFormat.Lines;
    }

    /// <summary>Why a format was taken, as a sentence; null where anything would be taken for it.</summary>
    public static string? Reason(PointFormat format) => format switch
    {
        PointFormat.Jsonl => "This was read as JSON lines, since it begins with a brace. If it is something else, say so: --from-format lines",
        PointFormat.Csv => "This was read as CSV, since its first line holds a comma. If it is something else, say so: --from-format lines",
        PointFormat.Nul => "This was read as values parted by NUL, since there is one in it. If it is something else, say so: --from-format lines",
        PointFormat.Lines => null,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "This format is not known."),
    };
}
