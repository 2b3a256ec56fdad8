using System.CommandLine;
using Muster.Specs;
using Muster.Specs.Keys;
using Muster.Sweeps;

namespace Muster.Cli.Submitting;

/// <summary>An option that is a setting of sweep files: described, read and refused as there.</summary>
internal sealed class SettingOption
{
    private readonly string key;

    /// <summary>An option.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="key">The setting's key.</param>
    /// <param name="valueName">What stands for the value in help.</param>
    /// <param name="isMany">Whether it may be given several times, which adds up.</param>
    /// <param name="description">What it does; null: what the setting means.</param>
    public SettingOption(string name, string key, string valueName, bool isMany = false, string? description = null)
    {
        this.key = key;
        Option = new(name)
        {
            Description = description ?? Describe(SweepTable.Find(key)!),
            HelpName = valueName,
            Arity = isMany ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
            CustomParser = result =>
            {
                var values = result.Tokens.Select(token => token.Value).ToArray();
                OptionText.Read(name, key, values, ArgumentSweep.NoSettings, out var problem);
                if (problem is not null)
                    result.AddError(problem);
                return values;
            },
        };
    }

    /// <summary>The option.</summary>
    public Option<string[]> Option { get; }

    /// <summary>The spec with what was asked; as it was when nothing was.</summary>
    public SweepSpec Apply(ParseResult parsed, SweepSpec spec) =>
        parsed.GetValue(Option) is { Length: > 0 } values ? OptionText.Read(Option.Name, key, values, spec, out _) : spec;

    private static string Describe(Setting setting)
    {
        var meaning = setting.Meaning.TrimEnd('.').Replace("`", "", StringComparison.Ordinal);
        return setting.Default == "none" ? meaning : $"{meaning} (default: {setting.Default})";
    }
}
