using Muster.Spelling;
using Muster.Specs.Keys;
using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>Where a parameter's name stands.</summary>
internal enum NamePlace
{
    Defaults,
    Row,
    Grid,
}

/// <summary>
/// The names of a sweep's parameters. Each spelling is judged once, so a mistake that a thousand rows repeat is told once,
/// and rows cost one look-up per name.
/// </summary>
/// <param name="errors">Where errors go.</param>
/// <param name="settingsApart">
/// Whether the sweep's settings are given elsewhere, as options: then their keys are names as others are, and only those that a row may
/// have of its own are held apart.
/// </param>
internal sealed class ParameterNames(SpecErrors errors, bool settingsApart = false)
{
    /// <summary>
    /// A regular expression (ECMA-262) for the keys that may name a parameter, as <see cref="ParameterName.Problem"/> judges them:
    /// not empty, no white space at the ends, no control characters.
    /// </summary>
    public const string Pattern = $@"^(?!{Escape}(\s|$))(?![\s\S]*[\u0000-\u001f\u007f-\u009f])\S([\s\S]*\S)?$";

    private const string Escape = "param:";
    // By NamePlace.
    private readonly Dictionary<string, string?>[] _judged = [[], [], []];
    private readonly Dictionary<string, string> _byVariable = new(StringComparer.Ordinal);

    /// <summary>Whether any key was written with <c>param:</c>. If not, different keys are different names.</summary>
    public bool AnyEscaped { get; private set; }

    /// <summary>All parameters that were met.</summary>
    public IReadOnlyCollection<string> All => _byVariable.Values;

    /// <summary>The parameter's name that a key means; null when it is none, which was told where it first stood.</summary>
    public string? Of(string key, Place at, NamePlace where)
    {
        var judged = _judged[(int)where];
        if (judged.TryGetValue(key, out var known)) return known;
        var escaped = key.StartsWith(Escape, StringComparison.Ordinal);
        AnyEscaped |= escaped;
        var name = escaped ? key[Escape.Length..] : key;
        var good = (escaped || !IsSetting(key, at, where)) && CanBeName(key, name, at) && IsAlone(name, at);
        return judged[key] = good ? name : null;
    }

    private bool CanBeName(string key, string name, Place at)
    {
        if (ParameterName.Problem(name) is not { } problem) return true;
        errors.Add(SpecErrorKind.InvalidName, at,
            $"The parameter's name {Shown.Quoted(name)} {problem}. Give it a name such as 'alpha'.", key);
        return false;
    }

    private bool IsAlone(string name, Place at)
    {
        var variable = ParameterName.Variable(name);
        if (_byVariable.TryAdd(variable, name) || _byVariable[variable] == name) return true;
        errors.Add(SpecErrorKind.NameCollision, at,
            $"The parameters {Shown.Quoted(_byVariable[variable])} and {Shown.Quoted(name)} would both be the variable {variable}, since a shell's names hold only letters, digits and '_'. Rename one.", name);
        return false;
    }

    private bool IsSetting(string key, Place at, NamePlace where)
    {
        if (Unknown.IsReserved(key, at, errors, $"Remove it, or write '{Escape}{key}' if it is a parameter.")) return true;
        if ((settingsApart ? MisplacedInGrid(key, where) : Misplaced(key, where)) is { } misplaced)
        {
            errors.Add(SpecErrorKind.MisplacedKey, at, $"{misplaced}, or write '{Escape}{key}' if it is a parameter.", key, Escape + key);
            return true;
        }
        if (Nearest.Lookalike(key, settingsApart ? SweepTable.RowKeys : SweepTable.TopKeys) is not { } near) return false;
        errors.Add(SpecErrorKind.MisspeltKey, at,
            $"{Shown.Quoted(key)} looks like the setting '{near}'. Did you mean '{near}'? If it is a parameter, write '{Escape}{key}'.", key, near);
        return true;
    }

    /// <summary>Whether a key is refused in a place, unless it is written with <c>param:</c>. Settings that stand there are no names.</summary>
    public static bool IsRefused(string key, NamePlace where) => SweepTable.Reserved.Contains(key) || Misplaced(key, where) is not null;

    private static string? MisplacedInGrid(string key, NamePlace where) => where == NamePlace.Grid && SweepTable.Find(key) is { StandsInRows: true }
        ? $"'{key}' says where a point runs, and a grid varies parameters only. Give its values in rows by --from"
        : null;

    private static string? Misplaced(string key, NamePlace where)
    {
        if (SweepTable.Structure.Contains(key)) return $"'{key}' stands at the top level only. Move it there";
        if (SweepTable.Find(key) is { StandsInRows: true } && where == NamePlace.Grid)
            return $"'{key}' is a setting, and a grid varies parameters only. Give its values in rows under 'params'";
        if (SweepTable.SettingKeys.Contains(key)) return $"'{key}' is a setting of the whole sweep. Move it to the top level";
        return SweepTable.Settings.GroupOf(key) is { } group ? $"'{key}' is a setting of '{group}'. Move it there, at the top level" : null;
    }
}
