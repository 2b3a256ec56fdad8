namespace Muster.Cli.Rendering;

/// <summary>Writes the rows of a table as blocks of lines, a line for each cell that is not empty: for terminals that are too narrow for its columns.</summary>
internal static class TableBlocks
{
    private const string Gap = "  ";

    /// <summary>Writes rows, with an empty line between two.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="width">Most characters of a line.</param>
    /// <param name="headers">The columns' headings.</param>
    /// <param name="rows">Their cells.</param>
    /// <param name="isFirst">Whether no row was written before.</param>
    public static void Write(TextWriter writer, int width, IReadOnlyList<string> headers, IEnumerable<string[]> rows, bool isFirst)
    {
        var left = headers.Max(header => header.Length);
        var right = Math.Max(1, width - left - Gap.Length);
        foreach (var row in rows)
        {
            if (!isFirst)
                writer.WriteLine();
            isFirst = false;
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i].Trim() is { Length: > 0 } cell)
                    WriteCell(writer, headers[i].PadRight(left) + Gap, cell.Chunk(right));
            }
        }
    }

    private static void WriteCell(TextWriter writer, string heading, IEnumerable<char[]> lines)
    {
        foreach (var line in lines)
        {
            writer.WriteLine(heading + new string(line));
            heading = new(' ', heading.Length);
        }
    }
}
