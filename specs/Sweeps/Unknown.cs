using Muster.Spelling;
using Muster.Specs.Keys;
using Muster.Specs.Nodes;

namespace Muster.Specs.Sweeps;

/// <summary>Tells of keys that are no settings where only settings stand.</summary>
internal static class Unknown
{
    /// <summary>At the top level.</summary>
    public static void AtTop(MapEntry entry, SpecErrors errors)
    {
        var setting = SettingTable.Find(entry.Key) ?? (SettingTable.GroupOf(entry.Key) is { } group ? SettingTable.Find($"{group}.{entry.Key}") : null);
        if (setting is not null)
        {
            errors.Add(SpecErrorKind.MisplacedKey, entry.KeyAt,
                $"'{entry.Key}' stands inside '{setting.Group}'. Write '{setting.Group}: {{{setting.Name}: ...}}'.", entry.Key, setting.Group);
            return;
        }
        var nearest = Nearest.Of(entry.Key, SettingTable.TopKeys);
        var advice = nearest is not null ? $"Did you mean '{nearest}'?" : "Parameters stand under 'defaults', 'params' or 'grid'.";
        errors.Add(SpecErrorKind.UnknownKey, entry.KeyAt, $"{Shown.Quoted(entry.Key)} is no setting. {advice}", entry.Key, nearest);
    }

    /// <summary>Inside a group of settings.</summary>
    public static void In(string group, MapEntry entry, SpecErrors errors)
    {
        var allowed = SettingTable.In(group).ToList();
        var nearest = Nearest.Of(entry.Key, allowed);
        var advice = nearest is not null ? $" Did you mean '{nearest}'?" : "";
        errors.Add(SpecErrorKind.UnknownKey, entry.KeyAt,
            $"{Shown.Quoted(entry.Key)} is no setting of '{group}', which has {string.Join(", ", allowed)}.{advice}", entry.Key, nearest);
    }

    /// <summary>Tells of a reserved key, wherever it stands; true when it is one.</summary>
    public static bool IsReserved(string key, Place at, SpecErrors errors, string advice)
    {
        if (!SettingTable.Reserved.Contains(key)) return false;
        errors.Add(SpecErrorKind.NotYet, at, $"'{key}' is reserved for a later version: not yet. {advice}", key);
        return true;
    }
}
