using System.Text.RegularExpressions;

namespace Muster.Specs.Templates;

/// <summary>
/// The lines with <c>#</c> that a template begins with. They tell of it and are no part of the files that come of it: what it does in the first one,
/// more of that in others, and after <c># NAME: </c> what a variable is. A line that is indented further goes on with the one before.
/// </summary>
internal sealed partial class TemplateHead
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private readonly List<string> _names = [];

    private TemplateHead(int end, IReadOnlyList<string> lines)
    {
        (End, Summary, Details) = (end, lines.FirstOrDefault(""), string.Join(' ', lines.Skip(1)));
    }

    /// <summary>Where the rest of the template begins.</summary>
    public int End { get; }

    /// <summary>What the template does; empty: the head does not say it.</summary>
    public string Summary { get; }

    /// <summary>What else there is to know.</summary>
    public string Details { get; }

    /// <summary>Where a variable stands among those that the head tells of; the others come after them.</summary>
    public int OrderOf(string variable) => _names.IndexOf(variable) is >= 0 and var at ? at : int.MaxValue;

    /// <summary>What a variable is; empty: the head does not say it.</summary>
    public string About(string variable) => _variables.GetValueOrDefault(variable, "");

    /// <summary>Reads the head of a template.</summary>
    public static TemplateHead Of(string text)
    {
        var (lines, end) = (new List<string>(), 0);
        while (end < text.Length)
        {
            var after = text.IndexOf('\n', end) is >= 0 and var at ? at + 1 : text.Length;
            var line = text[end..after].Trim();
            if (line.Length > 0 && line[0] != '#') break;
            end = after;
            if (line.StartsWith("#  ", StringComparison.Ordinal) && lines.Count > 0) lines[^1] = $"{lines[^1]} {line[1..].Trim()}";
            else if (line.TrimStart('#').Trim() is { Length: > 0 } sentence) lines.Add(sentence);
        }
        var head = new TemplateHead(end, [.. lines.Where(line => !Variable().IsMatch(line))]);
        foreach (var match in lines.Select(line => Variable().Match(line)).Where(match => match.Success))
        {
            head._names.Add(match.Groups["name"].Value);
            head._variables[match.Groups["name"].Value] = match.Groups["about"].Value;
        }
        return head;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_][A-Za-z0-9_]*): +(?<about>.+)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
