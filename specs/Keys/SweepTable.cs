using Muster.Sweeps;

namespace Muster.Specs.Keys;

/// <summary>
/// All that a sweep file may say, in one table: the reader, its suggestions, the JSON Schema and docs/sweeps.md come from it.
/// </summary>
public static class SweepTable
{
    /// <summary>Every setting, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All => Settings.All;

    /// <summary>Keys that are refused today, since a later version gives them a meaning.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["nodes", "stage"];

    /// <summary>Where points come from: not settings, but keys of the top level.</summary>
    public static IReadOnlyList<string> Structure { get; } = ["defaults", "params", "grid"];

    /// <summary>Every key that a setting or a group of settings has at the top level.</summary>
    public static IReadOnlyList<string> SettingKeys => Settings.Keys;

    /// <summary>The keys of the settings that a row may have of its own.</summary>
    public static IReadOnlyList<string> RowKeys { get; } = [.. PlacementSettings.All.Select(s => s.Key)];

    internal static SettingTable<SweepSpec> Settings { get; } =
        new([.. WorkSettings.All, .. LimitSettings.All, .. RetrySettings.OfSweep, .. ResourceSettings.OfSweep, .. RegionSettings.All, .. PlacementSettings.All]);

    /// <summary>Every key of the top level.</summary>
    public static IReadOnlyList<string> TopKeys { get; } = [.. Structure, .. SettingKeys];

    /// <summary>The setting with a key (with its group's); null when there is none.</summary>
    public static Setting? Find(string key) => Settings.Find(key);
}
