using Muster.Placement;
using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>Reads rows: placement keys are placement, all else is parameters.</summary>
internal sealed class RowReader(SpecDraft draft, RowSink sink)
{
    /// <summary>What a row is called.</summary>
    public string Subject { get; init; } = "A row of 'params'";

    /// <summary>Is told of each row's parameters and its place; null: nobody is.</summary>
    public Action<IReadOnlyList<Parameter>, Place>? Noted { get; init; }

    /// <summary>Reads one row and writes it on.</summary>
    public void Read(Node node)
    {
        if (node is MapNode map) Read(map);
        else if (node is not BrokenNode)
            draft.Errors.Add(SpecErrorKind.WrongType, node.At,
                $"{Subject} is {Shown.Of(node)}, but must be a map of parameters, such as {{alpha: 0.1, beta: 2}}.");
    }

    private void Read(MapNode map)
    {
        var parameters = new List<Parameter>(map.Entries.Count);
        var placement = PlacementSpec.Anywhere;
        Place? zoned = null;
        foreach (var entry in map.Entries)
        {
            if (entry.Key is "az" or "region") zoned = entry.Value.At;
            if (SweepTable.Find(entry.Key) is PlacementSetting setting) placement = ReadPlacement(setting, entry, placement);
            else if (ReadParameter(entry, parameters) is { } parameter) parameters.Add(parameter);
        }
        Noted?.Invoke(parameters, map.At);
        if (zoned is { } at) Checks.Zone(draft.Spec.Placement.Overlay(placement), at, draft.Errors);
        if (draft.Errors.All.Count == 0) sink.Append(new(parameters, placement));
    }

    private PlacementSpec ReadPlacement(PlacementSetting setting, MapEntry entry, PlacementSpec placement)
    {
        draft.NoteGiven(setting.Key, entry.KeyAt);
        return setting.Read(entry.Value, Complaint.About(setting.Key, draft.Errors) with { Parameter = $"param:{setting.Key}" }, placement);
    }

    private Parameter? ReadParameter(MapEntry entry, List<Parameter> others)
    {
        if (draft.Names.Of(entry.Key, entry.KeyAt, NamePlace.Row) is not { } name) return null;
        if (Twice(name, entry, others, draft)) return null;
        return Values.Of(name, entry.Value, draft.Errors) is { } value ? new(name, value) : null;
    }

    /// <summary>Whether a name is there already, as <c>x</c> and <c>param:x</c> would be; tells so.</summary>
    public static bool Twice(string name, MapEntry entry, List<Parameter> others, SpecDraft draft)
    {
        if (!draft.Names.AnyEscaped || others.TrueForAll(p => p.Name != name)) return false;
        draft.Errors.Add(SpecErrorKind.DuplicateKey, entry.KeyAt,
            $"The parameter {Shown.Quoted(name)} is given twice, once with 'param:' and once without. Remove one.", entry.Key);
        return true;
    }
}
