using Muster.Spelling;
using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Specs.Queues;

namespace Muster.Specs.Sweeps;

/// <summary>Tells of keys that are no settings where only settings stand.</summary>
internal static class Unknown
{
    /// <summary>At the top level of a sweep file.</summary>
    public static void AtTop(MapEntry entry, SpecErrors errors)
    {
        if (IsInGroup(entry, SweepTable.Settings, errors) || IsOfQueue(entry, errors)) return;
        var nearest = Nearest.Of(entry.Key, SweepTable.TopKeys);
        var advice = nearest is not null ? $"Did you mean '{nearest}'?" : "Parameters stand under 'defaults', 'params' or 'grid'.";
        errors.Add(SpecErrorKind.UnknownKey, entry.KeyAt, $"{Shown.Quoted(entry.Key)} is no setting. {advice}", entry.Key, nearest);
    }

    /// <summary>Inside something that has a few settings.</summary>
    /// <param name="what">What has them, such as <c>'retry'</c> or <c>a job</c>.</param>
    /// <param name="entry">The key.</param>
    /// <param name="allowed">Those that there are.</param>
    /// <param name="errors">Where the error goes.</param>
    /// <param name="meant">What it is known to mean; null: that is found by its letters.</param>
    /// <returns>What it was meant to be; null: nobody knows.</returns>
    public static string? In(string what, MapEntry entry, IReadOnlyList<string> allowed, SpecErrors errors, string? meant = null)
    {
        var nearest = meant ?? Nearest.Of(entry.Key, allowed);
        var advice = nearest is not null ? $" Did you mean '{nearest}'?" : "";
        errors.Add(SpecErrorKind.UnknownKey, entry.KeyAt,
            $"{Shown.Quoted(entry.Key)} is no setting of {what}, which has {string.Join(", ", allowed)}.{advice}", entry.Key, nearest);
        return nearest;
    }

    /// <summary>Whether it was told that a key was meant which is missing: then its place is known, and one error is enough.</summary>
    public static bool IsMeant(string key, SpecErrors errors) => errors.All.Any(error => error.Kind == SpecErrorKind.UnknownKey && error.Suggestion == key);

    /// <summary>Tells of a setting that stands outside its group; true when it is one.</summary>
    public static bool IsInGroup<TSpec>(MapEntry entry, SettingTable<TSpec> table, SpecErrors errors)
    {
        var setting = table.Find(entry.Key) ?? (table.GroupOf(entry.Key) is { } group ? table.Find($"{group}.{entry.Key}") : null);
        if (setting is null) return false;
        errors.Add(SpecErrorKind.MisplacedKey, entry.KeyAt,
            $"'{entry.Key}' stands inside '{setting.Group}'. Write '{setting.Group}: {{{setting.Name}: ...}}'.", entry.Key, setting.Group);
        return true;
    }

    /// <summary>Tells of a reserved key, wherever it stands; true when it is one.</summary>
    public static bool IsReserved(string key, Place at, SpecErrors errors, string advice)
    {
        if (!SweepTable.Reserved.Contains(key)) return false;
        errors.Add(SpecErrorKind.NotYet, at, $"'{key}' is reserved for a later version: not yet. {advice}", key);
        return true;
    }

    private static bool IsOfQueue(MapEntry entry, SpecErrors errors)
    {
        var near = QueueTable.OfSweep(entry.Key);
        var told = near is not null ? $"'{entry.Key}' is a setting of queue files. Write '{near}'."
            : QueueTable.Settings.Find(entry.Key) is not null ? $"'{entry.Key}' is a setting of queue files, and this is a sweep file. Remove it."
            : JobTable.Settings.Find(entry.Key) is not null ? $"'{entry.Key}' is a setting of a job. Move it into the jobs that it is meant for."
            : null;
        if (told is not null) errors.Add(SpecErrorKind.MisplacedKey, entry.KeyAt, told, entry.Key, near);
        return told is not null;
    }
}
