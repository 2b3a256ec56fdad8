using System.Text.RegularExpressions;

namespace Muster.Specs.Templates;

/// <summary>
/// The lines with <c>#</c> that a template begins with. They tell of it and are no part of the files that come of it: what it does in the first one,
/// more of that in others, and after <c># NAME: </c> what a variable is. A line that is indented further goes on with the one before.
/// </summary>
internal sealed partial class TemplateHead
{
    private readonly OrderedDictionary<string, string> _variables;

    private TemplateHead(IReadOnlyList<string> prose, OrderedDictionary<string, string> variables) =>
        (Summary, Details, _variables) = (prose.FirstOrDefault(""), string.Join(' ', prose.Skip(1)), variables);

    /// <summary>What the template does; empty: the head does not say it.</summary>
    public string Summary { get; }

    /// <summary>What else there is to know.</summary>
    public string Details { get; }

    /// <summary>Where a variable stands among those that the head tells of; the others come after them.</summary>
    public int OrderOf(string variable) => _variables.IndexOf(variable) is >= 0 and var at ? at : int.MaxValue;

    /// <summary>What a variable is; empty: the head does not say it.</summary>
    public string About(string variable) => _variables.GetValueOrDefault(variable, "");

    /// <summary>Where the rest of a template begins.</summary>
    public static int EndOf(string text)
    {
        var end = 0;
        while (end < text.Length)
        {
            var after = text.IndexOf('\n', end) is >= 0 and var at ? at + 1 : text.Length;
            if (text[end..after].Trim() is { Length: > 0 } line && line[0] != '#') break;
            end = after;
        }
        return end;
    }

    /// <summary>Reads a head.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="variables">The template's variables; a line that tells of another name is one like others.</param>
    public static TemplateHead Of(string text, IReadOnlyCollection<string> variables)
    {
        var (prose, about) = (new List<string>(), new OrderedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var line in Lines(text))
        {
            if (Variable().Match(line) is { Success: true } match && variables.Contains(match.Groups["name"].Value)) about[match.Groups["name"].Value] = match.Groups["about"].Value;
            else prose.Add(line);
        }
        return new(prose, about);
    }

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("#  ", StringComparison.Ordinal) && lines.Count > 0) lines[^1] = $"{lines[^1]} {line[1..].Trim()}";
            else if (line.TrimStart('#').Trim() is { Length: > 0 } sentence) lines.Add(sentence);
        }
        return lines;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_]*): +(?<about>.+)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
