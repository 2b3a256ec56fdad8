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
    /// <param name="root">The file's root; null when the file holds nothing.</param>
    public SweepReading Read(Node? root)
    {
        if (errors.All.Count == 0 && root is null)
            errors.Add(SpecErrorKind.Empty, Place.Start(source.File), "The file holds nothing. A sweep has at least 'command', and 'params' or 'grid'.");
        if (root is MapNode map) Read(map);
        else if (root is not (null or BrokenNode))
            errors.Add(SpecErrorKind.WrongType, root.At, $"The file holds {Shown.Of(root)}, but must hold a map of settings, such as 'command: ...'.");
        return Finish();
    }

    private void Read(MapNode map)
    {
        foreach (var entry in map.Entries) ReadSetting(entry);
        foreach (var entry in map.Entries.Where(e => e.Key == "params")) ReadRows(entry);
        foreach (var entry in map.Entries.Where(e => e.Key == "grid")) ParameterReader.Grid(entry, _draft);
        Checks.All(_draft, map.At);
        _draft.Spec = _draft.Spec with { RowCount = sink.Count };
        if (errors.All.Count == 0) Checks.Points(_draft.Spec, map.At, errors);
        _draft.Spec = source.Located(_draft);
    }

    private void ReadSetting(MapEntry entry)
    {
        if (SettingTable.SettingKeys.Contains(entry.Key)) _draft.Take(entry);
        else if (entry.Key == "defaults") ParameterReader.Defaults(entry, _draft);
        else if (entry.Key is not ("params" or "grid") && !Unknown.IsReserved(entry.Key, entry.KeyAt, errors)) Unknown.AtTop(entry, errors);
    }

    private void ReadRows(MapEntry entry)
    {
        if (entry.Value is not ListNode list)
        {
            Complaint.About(entry.Key, errors).WrongType(entry.Value, "a list of rows, such as [{alpha: 0.1}, {alpha: 0.2}]");
            return;
        }
        var rows = new RowReader(_draft, sink);
        foreach (var row in list.Items)
        {
            if (errors.Enough) return;
            rows.Read(row);
        }
    }

    private SweepReading Finish()
    {
        if (errors.All.Count > 0) return SweepReading.Bad(errors.InOrder());
        var rows = sink.Complete();
        var ignored = SettingTable.All.Where(s => !s.ActsHere && _draft.GivenAt(s.Key) is not null).Select(s => s.Key);
        return SweepReading.Good(_draft.Spec with { RowsDigest = rows?.Digest }, rows, [.. ignored]);
    }
}
