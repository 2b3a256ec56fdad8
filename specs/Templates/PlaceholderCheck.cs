using System.Text;
using Muster.Specs.Nodes;

namespace Muster.Specs.Templates;

/// <summary>
/// Finds out what each placeholder stands in: text in double quotes, where its value is escaped, or the place of a whole value. Nowhere else
/// can a value be put so that it changes nothing but itself.
/// </summary>
internal sealed class PlaceholderCheck(string text, int from, SpecFormat format, TextPlaces places, SpecErrors errors)
{
    // A number outside of quotes, and after a backslash or within \u00.. the end of the grammar.
    private const string Mark = "-1";
    private readonly Dictionary<int, List<string>> _variables = [];

    /// <summary>The variables of each value or key that has some, by where it begins in the template.</summary>
    public IReadOnlyDictionary<int, List<string>> Variables => _variables;

    /// <summary>The placeholders with what they stand in; what is wrong is told.</summary>
    public IReadOnlyList<Placeholder> Run(IReadOnlyList<Placeholder> placeholders)
    {
        var marked = Rendering.Of(text, from, placeholders, _ => Mark);
        if (TemplateScalars.Find(marked.Text, format) is not { } scalars)
        {
            // What is no placeholder may be what breaks it, and was told.
            if (errors.All.Count == 0) Broken(marked, placeholders);
            return placeholders;
        }
        return [.. placeholders.Select((placeholder, i) => Placed(placeholder, marked.Values[i], scalars, marked))];
    }

    private Placeholder Placed(Placeholder placeholder, int at, IReadOnlyList<TemplateScalar> scalars, Rendering marked)
    {
        var around = scalars.Where(scalar => scalar.Start <= at && at < scalar.End).Cast<TemplateScalar?>().FirstOrDefault();
        if (around is not { } scalar)
            errors.Add(SpecErrorKind.MisplacedKey, places.At(placeholder.Start), $"{placeholder.Text} stands in no value. Move it into one, or write the variable without braces.", placeholder.Name);
        else if (!scalar.IsQuoted && (scalar.Start, scalar.End) != (at, at + Mark.Length))
            errors.Add(SpecErrorKind.MisplacedKey, places.At(placeholder.Start),
                $"{placeholder.Text} stands in text without double quotes, where a value could change more than itself. Put the whole text in double quotes, in one line.", placeholder.Name);
        else
            return Taken(placeholder with { IsBare = !scalar.IsQuoted }, marked.ToTemplate(scalar.Start));
        return placeholder;
    }

    private Placeholder Taken(Placeholder placeholder, int scalar)
    {
        if (!_variables.TryGetValue(scalar, out var names)) _variables[scalar] = names = [];
        if (!names.Contains(placeholder.Name)) names.Add(placeholder.Name);
        if (placeholder is { IsBare: true, Default: { } given } && !Placeholder.MayBeBare(given))
            errors.Add(SpecErrorKind.InvalidValue, places.At(placeholder.Start),
                $"{placeholder.Text} stands outside of quotes, but its default is no number, nor true or false. Put it in double quotes if it is text.", given);
        return placeholder;
    }

    /// <summary>Has the reader of the format say what breaks it.</summary>
    private void Broken(Rendering marked, IReadOnlyList<Placeholder> placeholders)
    {
        var (told, source) = (new SpecErrors(), places.At(0).File);
        using var reader = new StringReader(marked.Text);
        if (format == SpecFormat.Json) JsonNodes.Read(Encoding.UTF8.GetBytes(marked.Text), Place.Start(source), told);
        else YamlNodes.Read(reader, source, told);
        var positions = new TextPlaces(source, marked.Text);
        foreach (var error in told.All)
        {
            var at = marked.ToTemplate(positions.OffsetOf(error.At));
            errors.Add(placeholders.FirstOrDefault(placeholder => placeholder.Start <= at && at < placeholder.End) is { } within
                ? new(error.Kind, places.At(at), $"{within.Text} cannot stand here: it stands within double quotes, but not in an escape such as \\ or \\u, or it stands in place of a whole number, true or false.")
                : error with { At = places.At(at) });
        }
    }
}
