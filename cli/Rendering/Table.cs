using System.Text;

namespace Muster.Cli.Rendering;

/// <summary>A column of a table.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="IsNumber">Whether it is aligned to the right.</param>
/// <param name="Least">How narrow it may become where lines would be too long; null: it keeps its width.</param>
internal sealed record Column(string Header, bool IsNumber = false, int? Least = null);

/// <summary>
/// A table of aligned columns. Where the terminal is too narrow, the widest of the columns that may shrink does; where even that is not
/// enough, each row is a block of lines, so that nothing is lost.
/// </summary>
internal sealed class Table(params IReadOnlyList<Column> columns)
{
    private const string Gap = "  ";
    private readonly List<string[]> rows = [];
    private int[]? written;
    private bool inBlocks;

    /// <summary>Number of rows that are not written yet.</summary>
    public int Count => rows.Count;

    /// <summary>Adds a row; null is an empty cell.</summary>
    public void Add(params IReadOnlyList<string?> cells) => rows.Add([.. cells.Select(cell => Clean(cell ?? ""))]);

    /// <summary>
    /// Writes the heading, if it is not written yet, and the rows that are not. A long table is written in parts, so that it need not be
    /// held whole: a column is as wide in a later part as before, or wider where it must be.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="screen">What it is: its width limits the lines.</param>
    public void Write(TextWriter writer, Screen screen)
    {
        var widths = Widths(screen.Width);
        var isFirst = written is null;
        if (isFirst)
            inBlocks = !screen.KeepsRows && WidthOf(widths) > screen.Width;
        if (inBlocks)
            TableBlocks.Write(writer, screen.Width!.Value, [.. columns.Select(column => column.Header.Trim())], rows, isFirst);
        else
            WriteRows(writer, screen, widths, isFirst);
        rows.Clear();
        written = widths;
    }

    /// <summary>A text on one line that cannot steer the terminal: control characters are shown as pictures or escapes.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var clean = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsControl(character))
                clean.Append(character switch { '\n' => "\\n", '\t' => "\\t", '\r' => "\\r", _ => $"\\x{(int)character:x2}" });
            else
                clean.Append(character);
        }

        return clean.ToString();
    }

    private static int WidthOf(int[] widths) => widths.Sum() + Gap.Length * (widths.Length - 1);

    private int[] Widths(int? width)
    {
        var widths = columns.Select((column, i) => rows.Select(row => row[i].Length).Append(written?[i] ?? column.Header.Length).Max()).ToArray();
        if (width is not { } most)
            return widths;
        while (WidthOf(widths) > most)
        {
            var widest = -1;
            for (var i = 0; i < widths.Length; i++)
            {
                if (widths[i] > (columns[i].Least ?? int.MaxValue) && (widest < 0 || widths[i] > widths[widest]))
                    widest = i;
            }

            if (widest < 0)
                break;
            widths[widest]--;
        }

        return widths;
    }

    private void WriteRows(TextWriter writer, Screen screen, int[] widths, bool withHeading)
    {
        if (withHeading)
            WriteRow(writer, screen, [.. columns.Select(column => column.Header)], widths);
        foreach (var row in rows)
            WriteRow(writer, screen, row, widths);
    }

    private void WriteRow(TextWriter writer, Screen screen, string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i].Length <= widths[i] ? cells[i] : $"{cells[i].AsSpan(0, Math.Max(0, widths[i] - screen.Cut.Length))}{screen.Cut}";
            line.Append(columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i])).Append(Gap);
        }

        writer.WriteLine(line.ToString().TrimEnd());
    }
}
