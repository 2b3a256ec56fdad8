using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Specs.Sweeps;

namespace Muster.Specs.Csv;

/// <summary>Reads CSV with a header as rows, one at a time. An empty cell, quoted or not, is absent.</summary>
internal sealed class CsvRows(CsvReader records, SpecDraft draft)
{
    /// <summary>Reads the header and gives all rows to the reader.</summary>
    public void ReadInto(RowReader rows)
    {
        if (records.Next() is not { } header)
        {
            draft.Errors.Add(SpecErrorKind.Empty, records.Place,
                "The CSV has no header. Its first line names the columns, such as 'alpha,beta'.");
            return;
        }
        if (!CheckHeader(header)) return;
        while (!draft.Errors.Enough && records.Next() is { } cells)
        {
            if (IsWhole(cells, header)) rows.Read(Row(header, cells));
        }
    }

    private bool CheckHeader(IReadOnlyList<CsvCell> header)
    {
        var good = true;
        var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var (name, at, _) in header)
        {
            if (!seen.TryAdd(name, at))
                draft.Errors.Add(SpecErrorKind.DuplicateKey, at,
                    $"The column {Shown.Quoted(name)} stands twice: here and in column {seen[name].Column} of the line. Remove one.", name);
            else if (SweepTable.Find(name) is { StandsInRows: true } || draft.Names.Of(name, at, NamePlace.Row) is not null)
                continue;
            good = false;
        }
        return good;
    }

    private bool IsWhole(IReadOnlyList<CsvCell> cells, IReadOnlyList<CsvCell> header)
    {
        var at = cells[0].At;
        if (cells is [{ Text: "", Quoted: false }])
            draft.Errors.Add(SpecErrorKind.RaggedRow, at, "The line is empty. Remove it; a row without values is written as \"\".");
        else if (cells.Count != header.Count)
            draft.Errors.Add(SpecErrorKind.RaggedRow, at,
                $"The row has {Cells(cells.Count)}, but the header has {header.Count}. Put a cell that holds a comma in quotes.");
        else
            return true;
        return false;
    }

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";

    private static MapNode Row(IReadOnlyList<CsvCell> header, IReadOnlyList<CsvCell> cells)
    {
        var entries = new List<MapEntry>(cells.Count);
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Text.Length > 0) entries.Add(new(header[i].Text, header[i].At, new ScalarNode(cells[i].At, ScalarKind.Untyped, cells[i].Text)));
        }
        return new(cells[0].At, entries);
    }
}
