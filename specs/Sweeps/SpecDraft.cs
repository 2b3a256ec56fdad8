using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>A spec while it is read: what is known so far, which settings were given where, and what is wrong.</summary>
internal sealed class SpecDraft(SpecErrors errors)
{
    private readonly Dictionary<string, Place> _given = new(StringComparer.Ordinal);

    public SpecErrors Errors { get; } = errors;

    public ParameterNames Names { get; } = new(errors);

    public SweepSpec Spec { get; set; } = new() { Name = "" };

    /// <summary>Where a setting was given; null when it was not.</summary>
    public Place? GivenAt(string key) => _given.TryGetValue(key, out var at) ? at : null;

    /// <summary>Notes that a setting was given, at the top, in the defaults, or in a row.</summary>
    public void NoteGiven(string key, Place at) => _given.TryAdd(key, at);

    /// <summary>Takes a setting from the top level or the defaults, where it may stand once.</summary>
    public void Take(MapEntry entry)
    {
        if (GivenAt(entry.Key) is { } first)
        {
            var where = first.File == entry.KeyAt.File ? $"line {first.Line}" : $"{first.File}, line {first.Line}";
            Errors.Add(SpecErrorKind.DuplicateKey, entry.KeyAt,
                $"'{entry.Key}' is given twice: here and in {where}. Remove one.", entry.Key);
            return;
        }
        NoteGiven(entry.Key, entry.KeyAt);
        if (SettingTable.Find(entry.Key) is { } setting) Read(setting, entry.Value);
        else TakeGroup(entry);
    }

    private void TakeGroup(MapEntry group)
    {
        if (group.Value is not MapNode map)
        {
            Complaint.About(group.Key, Errors).WrongType(group.Value, $"a map with any of the keys {string.Join(", ", SettingTable.In(group.Key))}");
            return;
        }
        foreach (var entry in map.Entries)
        {
            if (SettingTable.Find($"{group.Key}.{entry.Key}") is not { } setting)
            {
                Unknown.In(group.Key, entry, Errors);
                continue;
            }
            NoteGiven(setting.Key, entry.KeyAt);
            Read(setting, entry.Value);
        }
    }

    private void Read(Setting setting, Node value) => Spec = setting.Read(value, Complaint.About(setting.Key, Errors), Spec);
}
