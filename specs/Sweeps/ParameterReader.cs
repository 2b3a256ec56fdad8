using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>Reads <c>defaults</c> and <c>grid</c>.</summary>
internal static class ParameterReader
{
    /// <summary>Settings and default parameters side by side.</summary>
    public static void Defaults(MapEntry defaults, SpecDraft draft)
    {
        if (Map(defaults, "a map of settings and parameters, such as {timeout: 1h, alpha: 0.1}", draft.Errors) is not { } map) return;
        var parameters = new List<Parameter>();
        foreach (var entry in map.Entries)
        {
            if (SweepTable.SettingKeys.Contains(entry.Key)) draft.Take(entry);
            else if (Name(entry, NamePlace.Defaults, parameters, draft) is { } name && Values.Of(name, entry.Value, draft.Errors) is { } value)
                parameters.Add(new(name, value));
        }
        draft.Spec = draft.Spec with { Defaults = parameters };
    }

    /// <summary>A list of values per axis.</summary>
    public static void Grid(MapEntry grid, SpecDraft draft)
    {
        const string allowed = "a map of lists, such as {alpha: [0.1, 0.2], beta: [1, 2]}";
        if (Map(grid, allowed, draft.Errors) is not { } map) return;
        if (map.Entries.Count == 0) draft.Errors.Add(SpecErrorKind.Empty, map.At,
            $"'grid' is empty, but must be {allowed}. Leave it out if you want none.");
        var axes = new List<GridAxis>();
        var names = new List<Parameter>();
        foreach (var entry in map.Entries)
        {
            if (Name(entry, NamePlace.Grid, names, draft) is not { } name) continue;
            names.Add(new(name, ParameterValue.Null));
            if (Axis(name, entry.Value, draft.Errors) is { } axis) axes.Add(axis);
        }
        draft.Spec = draft.Spec with { Grid = axes };
    }

    private static GridAxis? Axis(string name, Node node, SpecErrors errors)
    {
        if (node is not ListNode list)
        {
            if (node is BrokenNode) return null;
            errors.Add(SpecErrorKind.WrongType, node.At,
                $"The axis {Shown.Quoted(name)} is {Shown.Of(node)}, but must be a list of values. For one value, write it in brackets.", (node as ScalarNode)?.Text);
            return null;
        }
        if (list.Items.Count == 0)
            errors.Add(SpecErrorKind.Empty, list.At,
                $"The axis {Shown.Quoted(name)} has no values, so the grid would have no points. Give it values, or remove it.");
        var values = new List<ParameterValue>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (Values.Of(name, item, errors) is { } value) values.Add(value);
        }
        return new(name, values);
    }

    private static MapNode? Map(MapEntry entry, string allowed, SpecErrors errors)
    {
        if (entry.Value is MapNode map) return map;
        Complaint.About(entry.Key, errors).WrongType(entry.Value, allowed);
        return null;
    }

    private static string? Name(MapEntry entry, NamePlace where, List<Parameter> others, SpecDraft draft) =>
        draft.Names.Of(entry.Key, entry.KeyAt, where) is { } name && !RowReader.Twice(name, entry, others, draft) ? name : null;
}
