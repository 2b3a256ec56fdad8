namespace Muster.Specs.Templates;

/// <summary>A template with values for its variables: the text of a queue file, or what keeps it from being one.</summary>
public sealed class FilledTemplate
{
    private readonly QueueTemplate _template;
    private readonly Rendering? _rendering;

    internal FilledTemplate(QueueTemplate template, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        _template = template;
        Errors = [.. template.Errors, .. new ValueCheck(template, values).Run()];
        if (Errors.Count > 0)
        {
            if (template.Errors.Count == 0) Errors = [.. Errors, .. ProblemsOfGood(template, values)];
            return;
        }
        var all = template.Variables.ToDictionary(variable => variable.Name, variable => variable.Default ?? "", StringComparer.Ordinal);
        foreach (var (name, value) in values) all[name] = value;
        _rendering = template.Render(placeholder => placeholder.IsBare ? all[placeholder.Name] : EscapedText.Of(all[placeholder.Name]));
    }

    /// <summary>The text; null when there are errors. It need not be a queue file that can be read: <see cref="Read"/> tells.</summary>
    public string? Text => _rendering?.Text;

    /// <summary>What is wrong with the template and the values for themselves.</summary>
    public IReadOnlyList<SpecError> Errors { get; }

    /// <summary>Reads the text as the queue file that it must be. Errors tell the place in the template, and the variables that their value has come from.</summary>
    /// <param name="folder">Path of the folder that is the jobs' <c>MUSTER_WORKDIR</c>.</param>
    /// <param name="openRows">As of <see cref="SweepFile.ReadText"/>.</param>
    public SweepReading Read(string folder, Func<Stream> openRows)
    {
        if (_rendering is null) return SweepReading.Bad(null, Errors);
        var reading = ReadText(folder, openRows);
        return reading.Errors.Count > 0 ? SweepReading.Bad(reading.Kind, [.. reading.Errors.Select(Located)])
            : reading.Kind == SpecKind.Queue ? reading
            : SweepReading.Bad(reading.Kind, [new(SpecErrorKind.Conflict, Place.Whole(_template.Source), "This makes a sweep file, but a template makes queue files: with 'jobs', and without 'params', 'grid' and 'defaults'.")]);
    }

    /// <summary>As <see cref="QueueTemplate.ProblemsOf"/>.</summary>
    internal static IReadOnlyList<string> ProblemsOf(QueueTemplate template, TemplateVariable variable, string value, IReadOnlyList<KeyValuePair<string, string>> others)
    {
        if (ValueCheck.ProblemOf(variable, value) is { } problem) return [problem];
        var unknown = template.Variables.Where(each => each.IsRequired && each != variable && others.All(other => other.Key != each.Name));
        var filled = template.Fill([.. others, new(variable.Name, value), .. unknown.Select(StandIn)]);
        if (filled._rendering is null) return [.. filled.Errors.Select(error => error.Message)];
        var errors = filled.ReadText(Path.GetTempPath(), static () => Stream.Null).Errors;
        return [.. errors.Where(error => filled.VariablesOf(error).Contains(variable.Name)).Select(error => error.Message)];
    }

    /// <summary>What the queue file could not have of the values that are good for themselves, while others are missing or wrong.</summary>
    private static IEnumerable<SpecError> ProblemsOfGood(QueueTemplate template, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var good = values.GroupBy(value => value.Key, StringComparer.Ordinal).Where(same => same.Count() == 1).Select(same => same.First())
            .Where(value => template.Variables.FirstOrDefault(variable => variable.Name == value.Key) is { } known && ValueCheck.ProblemOf(known, value.Value) is null).ToList();
        var unknown = template.Variables.Where(variable => variable.IsRequired && good.TrueForAll(value => value.Key != variable.Name)).ToList();
        var filled = template.Fill([.. good, .. unknown.Select(StandIn)]);
        if (filled._rendering is null) return [];
        return filled.ReadText(Path.GetTempPath(), static () => Stream.Null).Errors.Where(OnlyOfGood).Select(filled.Located);

        bool OnlyOfGood(SpecError error) => filled.VariablesOf(error) is { Count: > 0 } of && of.All(name => good.Exists(value => value.Key == name));
    }

    private static KeyValuePair<string, string> StandIn(TemplateVariable variable) => new(variable.Name, variable.IsText ? "x" : "1");

    private SweepReading ReadText(string folder, Func<Stream> openRows) =>
        SweepFile.ReadText(_rendering!.Text, _template.Format, _template.Source, folder, openRows);

    private SpecError Located(SpecError error)
    {
        if (error.At.Line == 0) return error;
        var from = VariablesOf(error) switch
        {
            [] => "",
            [var one] => $" This is the variable {one}.",
            var several => $" This has the variables {string.Join(" and ", several)}.",
        };
        return error with { At = _template.Places.At(OffsetOf(error)), Message = error.Message + from };
    }

    private IReadOnlyList<string> VariablesOf(SpecError error) => _template.VariablesAt(OffsetOf(error));

    private int OffsetOf(SpecError error) => _rendering!.ToTemplate(new TextPlaces(_template.Source, _rendering.Text).OffsetOf(error.At));
}
