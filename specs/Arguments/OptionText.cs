using Muster.Specs.Arguments;
using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Sweeps;

namespace Muster.Specs;

/// <summary>Reads settings of a sweep that are given as options: what is allowed, and what is said, is the same as in files.</summary>
public static class OptionText
{
    /// <summary>The spec with a setting's value.</summary>
    /// <param name="option">The option, such as <c>--timeout</c>.</param>
    /// <param name="key">The setting's key.</param>
    /// <param name="values">The option's values: one, or several where the setting is a list.</param>
    /// <param name="spec">The spec so far.</param>
    /// <param name="problem">What is wrong, as a sentence; null when nothing is.</param>
    public static SweepSpec Read(string option, string key, IReadOnlyList<string> values, SweepSpec spec, out string? problem)
    {
        var setting = SweepTable.Settings.Find(key) ?? throw new ArgumentException($"'{key}' is no setting.", nameof(key));
        var errors = new SpecErrors();
        var read = setting.Read(NodeOf(option, setting, values, errors), new(option, errors), spec);
        problem = errors.All.Count == 0 ? null : errors.All[0].Message;
        return read;
    }

    private static Node NodeOf(string option, Setting setting, IReadOnlyList<string> values, SpecErrors errors) => setting.TypeName switch
    {
        "map" => MapOf(option, values, errors),
        _ when setting.TypeName.StartsWith("list", StringComparison.Ordinal) => new ListNode(ArgumentSweepReader.CommandLine, [.. values.Select(Scalar)]),
        _ => Scalar(values[^1]),
    };

    private static ScalarNode Scalar(string text) => new(ArgumentSweepReader.CommandLine, ScalarKind.Untyped, text);

    private static MapNode MapOf(string option, IReadOnlyList<string> values, SpecErrors errors)
    {
        var entries = new List<MapEntry>();
        foreach (var text in values)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                errors.Add(SpecErrorKind.InvalidValue, ArgumentSweepReader.CommandLine, $"{option} is {Shown.Quoted(text)}, but must be NAME=VALUE.");
            else if (entries.Exists(entry => entry.Key == text[..equals]))
                errors.Add(SpecErrorKind.DuplicateKey, ArgumentSweepReader.CommandLine, $"{option} gives {Shown.Quoted(text[..equals])} twice. Remove one.");
            else entries.Add(new(text[..equals], ArgumentSweepReader.CommandLine, Scalar(text[(equals + 1)..])));
        }
        return new(ArgumentSweepReader.CommandLine, entries);
    }
}
