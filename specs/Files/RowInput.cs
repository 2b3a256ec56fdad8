using System.Text;
using Muster.Specs.Csv;
using Muster.Specs.Nodes;
using Muster.Specs.Sweeps;

namespace Muster.Specs.Files;

/// <summary>Reads the file that <c>params</c> names: CSV, or a JSON object per line.</summary>
internal sealed class RowInput(SpecSource source, SpecDraft draft, RowReader rows)
{
    /// <summary>How the file's name may end.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ".jsonl", ".ndjson"];

    /// <summary>Reads all its rows, or tells what keeps us from it.</summary>
    public void Read(ScalarNode named)
    {
        var path = named.Text.Contains('\0', StringComparison.Ordinal) ? null : Path.GetFullPath(named.Text, source.Folder);
        if (path is null || !Endings.Contains(Path.GetExtension(path)))
            draft.Errors.Add(SpecErrorKind.UnknownFormat, named.At,
                $"'params' is {Shown.Of(named)}, but must be a list of rows, or the path of a .csv, .jsonl or .ndjson file.", named.Text);
        else if (!Utf8Files.TryOpen(path, out var text, out var why))
            draft.Errors.Add(SpecErrorKind.UnreadableFile, named.At,
                $"'params' names the file {Shown.Of(named)}, which cannot be read: {why}. Paths begin at the sweep file's folder.", named.Text);
        else
            Read(text, path, source.Beside(named.Text));
    }

    private void Read(StreamReader text, string path, string shown)
    {
        using var closing = text;
        try
        {
            ByteOrderMark.Skip(text);
            if (Path.GetExtension(path) == ".csv") ReadCsv(text, shown);
            else JsonLines.Read(text, shown, draft.Errors, rows);
        }
        catch (DecoderFallbackException)
        {
            draft.Errors.Add(Utf8Files.NotUtf8(path, shown));
        }
    }

    private void ReadCsv(StreamReader text, string shown)
    {
        var records = new CsvReader(text, Place.Start(shown), draft.Errors);
        if (records.TakeSettings().Length > 0)
            draft.Errors.Add(SpecErrorKind.MisplacedKey, Place.Start(shown),
                $"Lines that begin with '{CsvReader.SettingsMark}' hold settings, but the settings of this sweep stand in {source.File}. Move them there.");
        new CsvRows(records, draft).ReadInto(rows);
    }
}
