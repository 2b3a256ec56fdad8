using Muster.Spelling;
using Muster.Specs.Nodes;

namespace Muster.Specs.Templates;

/// <summary>Judges the values that are given for a template's variables, all of them at once.</summary>
internal sealed class ValueCheck(QueueTemplate template, IReadOnlyList<KeyValuePair<string, string>> given)
{
    private readonly List<SpecError> _errors = [];

    /// <summary>What is wrong with them; the last one tells what the template takes.</summary>
    public IReadOnlyList<SpecError> Run()
    {
        foreach (var values in given.GroupBy(value => value.Key, StringComparer.Ordinal)) Name(values.Key, values.Count());
        Missing();
        if (_errors is [.., var last]) _errors[^1] = last with { Message = $"{last.Message} {Takes()}" };
        foreach (var (name, value) in given)
        {
            if (template.Variables.FirstOrDefault(variable => variable.Name == name) is { } variable && ProblemOf(variable, value) is { } problem)
                Add(SpecErrorKind.InvalidValue, problem, value);
        }
        return _errors;
    }

    /// <summary>What is wrong with a value, whatever the others; null: nothing.</summary>
    public static string? ProblemOf(TemplateVariable variable, string value) =>
        variable.IsRequired && value.Length == 0 ? $"{variable.Name} is empty, but must have a value."
        : HalfCharacter.In(value) >= 0 ? $"{variable.Name} holds half a character, which UTF-8 cannot hold."
        : !variable.IsText && !Placeholder.MayBeBare(value) ? $"{variable.Name} is {Shown.Quoted(value)}, but must be a number such as 4 or 0.5, or true or false, since it stands outside of quotes."
        : null;

    private void Name(string name, int times)
    {
        var known = template.Variables.Select(variable => variable.Name).ToList();
        if (!known.Contains(name))
        {
            var near = Nearest.Of(name, known);
            Add(SpecErrorKind.UnknownKey, $"There is no variable {Shown.Quoted(name)}.{(near is null ? "" : $" Did you mean {near}?")}", name, near);
        }
        else if (times > 1)
            Add(SpecErrorKind.DuplicateKey, $"{name} is given {(times == 2 ? "twice" : $"{times} times")}. Give it once.", name);
    }

    private void Missing()
    {
        var names = template.Variables.Where(variable => variable.IsRequired && given.All(value => value.Key != variable.Name)).Select(variable => variable.Name).ToList();
        if (names.Count > 0)
            Add(SpecErrorKind.Missing, $"{And(names)} must be given: {string.Join(' ', names.Select(name => $"--var {name}=..."))}");
    }

    private string Takes()
    {
        var names = template.Variables.Select(variable => variable.IsRequired ? $"{variable.Name} (must be given)" : variable.Name).ToList();
        return names.Count == 0 ? "The template has no variables." : $"The template takes {And(names)}.";
    }

    private static string And(List<string> names) => names is [var only] ? only : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private void Add(SpecErrorKind kind, string message, string? value = null, string? near = null) =>
        _errors.Add(new(kind, Place.Whole(template.Source), message) { Value = value, Suggestion = near });
}
