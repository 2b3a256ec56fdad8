using Muster.Specs.Csv;
using Muster.Specs.Files;
using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>
/// Reads a sweep from its nodes: settings and defaults first, since rows are judged against them; then rows, each written on
/// at once; then the grid; then what must hold between them.
/// </summary>
internal sealed class SweepReader(SpecSource source, RowSink sink, SpecErrors errors)
{
    private readonly SpecDraft _draft = new(errors);

    /// <summary>Reads the whole sweep.</summary>
    /// <param name="root">The root of its settings; null when there are none.</param>
    /// <param name="records">The rows that follow the settings in a CSV; null in other formats.</param>
    public SweepReading Read(Node? root, CsvReader? records = null)
    {
        if (records is not null && errors.All.Count == 0) root ??= new MapNode(Place.Start(source.File), []);
        if (errors.All.Count == 0 && root is null)
            errors.Add(SpecErrorKind.Empty, Place.Start(source.File),
                "The file holds nothing. A sweep has at least 'command', and 'params' or 'grid'; a queue file has 'jobs'.");
        if (root is MapNode map) Read(map, records);
        else if (root is not (null or BrokenNode))
            errors.Add(SpecErrorKind.WrongType, root.At,
                $"The file holds {Shown.Of(root)}, but must hold a map of settings, such as 'command: ...'.");
        return SweepReading.Of(_draft, sink, root is MapNode ? SpecKind.Sweep : null);
    }

    private void Read(MapNode map, CsvReader? records)
    {
        foreach (var entry in map.Entries) ReadSetting(entry);
        var rows = new RowReader(_draft, sink);
        foreach (var entry in map.Entries.Where(e => e.Key == "params"))
        {
            if (records is null) ReadRows(entry, rows);
            else errors.Add(SpecErrorKind.MisplacedKey, entry.KeyAt,
                "'params' stands in a CSV, whose own lines are the rows. Remove it.", entry.Key);
        }
        if (records is not null) new CsvRows(records, _draft).ReadInto(rows);
        foreach (var entry in map.Entries.Where(e => e.Key == "grid")) ParameterReader.Grid(entry, _draft);
        _draft.Spec = source.Located(_draft, "name") with { RowCount = sink.Count };
        Checks.All(_draft, map.At, records is not null);
    }

    private void ReadSetting(MapEntry entry)
    {
        if (SweepTable.SettingKeys.Contains(entry.Key)) _draft.Take(entry);
        else if (entry.Key == "defaults") ParameterReader.Defaults(entry, _draft);
        else if (entry.Key is not ("params" or "grid") && !Unknown.IsReserved(entry.Key, entry.KeyAt, errors, "Remove it.")) Unknown.AtTop(entry, errors);
    }

    private void ReadRows(MapEntry entry, RowReader rows)
    {
        if (entry.Value is ListNode list)
        {
            foreach (var row in list.Items.TakeWhile(_ => !errors.Enough)) rows.Read(row);
        }
        else if (entry.Value is ScalarNode { Kind: ScalarKind.Text } file)
        {
            new RowInput(source, _draft, rows).Read(file);
        }
        else
        {
            Complaint.About(entry.Key, errors).WrongType(entry.Value, "a list of rows, such as [{alpha: 0.1}, {alpha: 0.2}], or the path of a .csv or .jsonl file");
        }
    }
}
