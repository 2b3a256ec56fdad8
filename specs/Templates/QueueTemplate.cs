namespace Muster.Specs.Templates;

/// <summary>
/// A template of queue files: the text of one, in JSON or YAML, in which <c>{{NAME}}</c> or <c>{{NAME:default}}</c> stands for a value. Within double
/// quotes the value is any text, and is escaped; in place of a whole value it is a number, <c>true</c> or <c>false</c>. So no value can change
/// anything but itself. <see cref="TemplateHead">Lines with # at its beginning</see> tell of it.
/// </summary>
public sealed class QueueTemplate
{
    private readonly int _from;
    private readonly IReadOnlyDictionary<int, List<string>> _variablesAt;

    private QueueTemplate(string name, string text, SpecFormat format, string source)
    {
        (Name, Text, Format, Source, Places) = (name, text, format, source, new(source, text));
        var errors = new SpecErrors();
        _from = TemplateHead.EndOf(text);
        var check = new PlaceholderCheck(text, _from, format, Places, errors);
        var found = PlaceholderScan.Find(text, _from, Places, errors);
        Placeholders = check.Run(found);
        _variablesAt = check.Variables;
        var head = TemplateHead.Of(text[.._from], [.. Placeholders.Select(placeholder => placeholder.Name)]);
        (Summary, Details) = (head.Summary, head.Details);
        Variables = VariablesOf(head, errors);
        Errors = errors.InOrder();
    }

    /// <summary>What it is called by.</summary>
    public string Name { get; }

    /// <summary>Its whole text.</summary>
    public string Text { get; }

    /// <summary>JSON or YAML.</summary>
    public SpecFormat Format { get; }

    /// <summary>What errors call it: its file, or its name.</summary>
    public string Source { get; }

    /// <summary>What it does, in a sentence; empty: it does not say so.</summary>
    public string Summary { get; }

    /// <summary>What else there is to know of it; empty: nothing.</summary>
    public string Details { get; }

    /// <summary>Its variables, in the order in which its head tells of them, then in that of its text.</summary>
    public IReadOnlyList<TemplateVariable> Variables { get; }

    /// <summary>What is wrong with it, whatever the values; empty when nothing is.</summary>
    public IReadOnlyList<SpecError> Errors { get; }

    internal IReadOnlyList<Placeholder> Placeholders { get; }

    internal TextPlaces Places { get; }

    /// <summary>Reads a template. Every text is one, perhaps with <see cref="Errors"/>.</summary>
    /// <param name="name">What it is called by.</param>
    /// <param name="text">Its whole text.</param>
    /// <param name="format">JSON or YAML.</param>
    /// <param name="source">What errors call it; null: its name.</param>
    public static QueueTemplate Parse(string name, string text, SpecFormat format, string? source = null) =>
        format == SpecFormat.Csv
            ? throw new ArgumentOutOfRangeException(nameof(format), format, "Queue files are JSON or YAML.")
            : new(name, text, format, source ?? name);

    /// <summary>The template with values for its variables.</summary>
    /// <param name="values">Names and values, in the order given; what is wrong with them is told by what comes back.</param>
    public FilledTemplate Fill(IReadOnlyList<KeyValuePair<string, string>> values) => new(this, values);

    /// <summary>What is wrong with one value, as far as that can be told before the others are known: for people who are asked for one after the other.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="value">Its value.</param>
    /// <param name="others">Values that are known already.</param>
    /// <returns>Whole sentences; none when the value is good.</returns>
    public IReadOnlyList<string> ProblemsOf(TemplateVariable variable, string value, IReadOnlyList<KeyValuePair<string, string>> others) =>
        FilledTemplate.ProblemsOf(this, variable, value, others);

    internal Rendering Render(Func<Placeholder, string> valueOf) => Rendering.Of(Text, _from, Placeholders, valueOf);

    /// <summary>The variables of the value or key that begins somewhere in the template.</summary>
    internal IReadOnlyList<string> VariablesAt(int offset) => _variablesAt.TryGetValue(offset, out var names) ? names : [];

    private List<TemplateVariable> VariablesOf(TemplateHead head, SpecErrors errors)
    {
        var variables = new List<TemplateVariable>();
        foreach (var all in Placeholders.GroupBy(placeholder => placeholder.Name, StringComparer.Ordinal))
        {
            var defaults = all.Where(placeholder => placeholder.Default is not null).ToList();
            foreach (var other in defaults.Where(placeholder => placeholder.Default != defaults[0].Default).Take(1))
                errors.Add(SpecErrorKind.Conflict, Places.At(other.Start),
                    $"{other.Name} has the default {Shown.Quoted(other.Default!)} here, but {Shown.Quoted(defaults[0].Default!)} in line {Places.At(defaults[0].Start).Line}. Give it one; it holds everywhere.", other.Name);
            variables.Add(new(all.Key, defaults.FirstOrDefault()?.Default, all.All(placeholder => !placeholder.IsBare), head.About(all.Key)));
        }
        return [.. variables.OrderBy(variable => head.OrderOf(variable.Name))];
    }
}
