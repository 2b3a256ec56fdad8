namespace Muster.Specs.Keys;

/// <summary>
/// All that a sweep file may say, in one table: the reader, its suggestions, the JSON Schema and docs/sweeps.md come from it.
/// </summary>
public static class SettingTable
{
    /// <summary>Every setting, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [.. WorkSettings.All, .. LimitSettings.All, .. RetrySettings.All, .. ResourceSettings.All, .. PlacementSettings.All];

    /// <summary>The settings that are groups of others: <c>retry</c>, <c>resources</c>, <c>results</c>.</summary>
    public static IReadOnlyList<string> Groups { get; } = [.. All.Select(s => s.Group).OfType<string>().Distinct()];

    /// <summary>Keys that are refused today, since a later version gives them a meaning.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["nodes", "stage"];

    /// <summary>Where points come from: not settings, but keys of the top level.</summary>
    public static IReadOnlyList<string> Structure { get; } = ["defaults", "params", "grid"];

    /// <summary>Every key that a setting or a group of settings has at the top level.</summary>
    public static IReadOnlyList<string> SettingKeys { get; } = [.. All.Select(s => s.Group ?? s.Key).Distinct()];

    /// <summary>Every key of the top level.</summary>
    public static IReadOnlyList<string> TopKeys { get; } = [.. Structure, .. SettingKeys];

    private static readonly Dictionary<string, Setting> ByKey = All.ToDictionary(s => s.Key, StringComparer.Ordinal);

    /// <summary>The setting with a key (with its group's); null when there is none.</summary>
    public static Setting? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The keys inside a group.</summary>
    public static IEnumerable<string> In(string group) => All.Where(s => s.Group == group).Select(s => s.Name);

    /// <summary>The group in which a name is a setting; null when it is in none.</summary>
    public static string? GroupOf(string name) => All.FirstOrDefault(s => s.Group is not null && s.Name == name)?.Group;
}
