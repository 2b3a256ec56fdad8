using Muster.Specs.Keys;
using Muster.Specs.Nodes;

namespace Muster.Specs.Sweeps;

/// <summary>A spec while its settings are read: what is known so far, which were given where, and what is wrong.</summary>
/// <param name="table">The settings that there are.</param>
/// <param name="spec">The spec before any of them.</param>
/// <param name="errors">Where errors go.</param>
/// <param name="owner">Whose settings they are, to follow a key in messages, such as <c> of job 'build'</c>; empty: the file's.</param>
internal class SettingDraft<TSpec>(SettingTable<TSpec> table, TSpec spec, SpecErrors errors, string owner = "")
{
    private readonly Dictionary<string, Place> _given = new(StringComparer.Ordinal);

    public SpecErrors Errors { get; } = errors;

    public string Owner { get; } = owner;

    public TSpec Spec { get; set; } = spec;

    /// <summary>Where a setting was given; null when it was not.</summary>
    public Place? GivenAt(string key) => _given.TryGetValue(key, out var at) ? at : null;

    /// <summary>Notes that a setting was given.</summary>
    public void NoteGiven(string key, Place at) => _given.TryAdd(key, at);

    /// <summary>The settings that were given, but have no effect on this machine, in the order of their table.</summary>
    public IReadOnlyList<string> Ignored => [.. table.All.Where(s => !s.ActsHere && GivenAt(s.Key) is not null).Select(s => s.Key)];

    /// <summary>Takes a setting or a group of the table, which may stand once.</summary>
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
        if (table.Find(entry.Key) is { } setting) Read(setting, entry.Value);
        else TakeGroup(entry);
    }

    private void TakeGroup(MapEntry group)
    {
        if (group.Value is not MapNode map)
        {
            Complaint.About(group.Key, Errors, Owner).WrongType(group.Value, $"a map with any of the keys {string.Join(", ", table.In(group.Key))}");
            return;
        }
        foreach (var entry in map.Entries)
        {
            if (table.Find($"{group.Key}.{entry.Key}") is not { } setting)
            {
                Unknown.In($"'{group.Key}'{Owner}", entry, [.. table.In(group.Key)], Errors);
                continue;
            }
            NoteGiven(setting.Key, entry.KeyAt);
            Read(setting, entry.Value);
        }
    }

    private void Read(Setting<TSpec> setting, Node value) => Spec = setting.Read(value, Complaint.About(setting.Key, Errors, Owner), Spec);
}
