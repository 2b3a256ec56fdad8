namespace Muster.Specs.Keys;

/// <summary>All the settings that one kind of map in a file may hold: the reader, its suggestions, the JSON Schema and the documentation come from it.</summary>
/// <param name="settings">The settings in the order of the documentation.</param>
internal sealed class SettingTable<TSpec>(IReadOnlyList<Setting<TSpec>> settings)
{
    private readonly Dictionary<string, Setting<TSpec>> _byKey = settings.ToDictionary(s => s.Key, StringComparer.Ordinal);

    /// <summary>Every setting, in the order of the documentation.</summary>
    public IReadOnlyList<Setting<TSpec>> All => settings;

    /// <summary>Every key that a setting or a group of settings has in the map.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. settings.Select(s => s.Group ?? s.Key).Distinct()];

    /// <summary>The setting with a key (with its group's); null when there is none.</summary>
    public Setting<TSpec>? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The keys inside a group.</summary>
    public IEnumerable<string> In(string group) => settings.Where(s => s.Group == group).Select(s => s.Name);

    /// <summary>The group in which a name is a setting; null when it is in none.</summary>
    public string? GroupOf(string name) => settings.FirstOrDefault(s => s.Group is not null && s.Name == name)?.Group;
}
