using Muster.Arguments;
using Muster.Spelling;
using Muster.Sweeps;

namespace Muster.Specs.Arguments;

/// <summary>Checks that all names in braces are parameters of the run, and that nothing in braces only looks as if it were one.</summary>
internal sealed class TemplateCheck(IReadOnlyList<string> arguments, SpecErrors errors)
{
    private readonly List<Name> _names =
        [.. arguments.SelectMany(argument => ArgumentTemplate.Parse(argument).Names).Distinct(StringComparer.Ordinal).Select(name => new Name(name))];

    /// <summary>A name in braces, and the first point that has no such parameter.</summary>
    private sealed class Name(string text)
    {
        public string Text => text;

        public Place? MissingAt { get; set; }
    }

    /// <summary>Notes what a point has.</summary>
    public void Note(IReadOnlyList<Parameter> parameters, Place at)
    {
        foreach (var name in _names)
        {
            if (name.MissingAt is null && !Has(parameters, name.Text)) name.MissingAt = at;
        }
    }

    /// <summary>Tells what is wrong, when all names of the run's parameters are known.</summary>
    /// <param name="known">The run's parameters.</param>
    /// <param name="isLines">Whether its points are lines of text.</param>
    public void Complete(IReadOnlyCollection<string> known, bool isLines)
    {
        foreach (var name in _names)
        {
            if (name.Text == ArgumentTemplate.IndexName) CheckIndex(known);
            else if (!known.Contains(name.Text)) TellUnknown(name.Text, known);
            else if (name.MissingAt is { } at)
                errors.Add(SpecErrorKind.Missing, at,
                    $"The point has no {Shown.Quoted(name.Text)}, but the command has {{{name.Text}}}. Give it a value; null is empty text.", name.Text);
        }
        foreach (var name in arguments.SelectMany(ArgumentTemplate.ShellVariables).Distinct(StringComparer.Ordinal).Where(known.Contains))
            Tell($"The command has ${{{name}}}, which stays as it is for a shell to read, but '{name}' is a parameter of this run. In shell text write \"${ParameterName.Variable(name)}\" for the parameter, or ${{{{{name}}}}} for the text as it stands");
        foreach (var name in arguments.SelectMany(ArgumentTemplate.OtherBraced).Distinct(StringComparer.Ordinal).Where(known.Contains))
            Tell($"The command has {{{name}}}, which stays as it is: in braces only names of letters, digits, '_', '-' and single '.' stand for parameters, and none begins with a digit. Rename the parameter, or use its variable {ParameterName.Variable(name)}");
        if (isLines && _names.Count == 0 && arguments.Any(argument => argument.Contains("{}", StringComparison.Ordinal)))
            Tell("The command has {}, which stays as it is; the text of a line is {value}. Write {value}");
    }

    private void CheckIndex(IReadOnlyCollection<string> known)
    {
        if (known.Contains(ArgumentTemplate.IndexName))
            Tell("The command has {index}, which is the point's number, but 'index' is also a parameter of this run. Rename the parameter, or use the variables SWEEP_INDEX and PARAM_index");
    }

    private void TellUnknown(string name, IReadOnlyCollection<string> known)
    {
        var near = Nearest.Of(name, known.Where(ArgumentTemplate.CanStandFor).Append(ArgumentTemplate.IndexName));
        var advice = near is not null ? $"Did you mean {{{near}}}?"
            : known.Count == 0 ? "Parameters come from --grid or --from."
            : $"Its parameters are {string.Join(", ", known.Take(20))}.";
        errors.Add(SpecErrorKind.UnknownKey, ArgumentSweepReader.CommandLine,
            $"The command has {{{name}}}, but this run has no parameter '{name}'. {advice} For the text as it stands write {{{{{name}}}}}.", name, near);
    }

    private void Tell(string sentence) => errors.Add(SpecErrorKind.Conflict, ArgumentSweepReader.CommandLine, $"{sentence}.");

    private static bool Has(IReadOnlyList<Parameter> parameters, string name)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name == name) return true;
        }
        return false;
    }
}
