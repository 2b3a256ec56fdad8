using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Muster.Tests.Module.Reference;

/// <summary>The comments of an assembly, from the file that the compiler writes beside it.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<string, XElement> members;

    private XmlComments(string path) =>
        members = XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>Those of an assembly.</summary>
    public static XmlComments Of(Assembly assembly) => new(Path.ChangeExtension(assembly.Location, ".xml"));

    /// <summary>What is said of a type, a paragraph each; empty: nothing.</summary>
    public IReadOnlyList<string> Of(Type type) => TextOf($"T:{NameOf(type)}");

    /// <summary>What is said of a property, or else of the one that it overrides.</summary>
    public IReadOnlyList<string> Of(PropertyInfo property) =>
        TextOf($"P:{NameOf(property.DeclaringType!)}.{property.Name}") is { Count: > 0 } text ? text
        : property.DeclaringType!.BaseType?.GetProperty(property.Name) is { } above ? Of(above) : [];

    /// <summary>What is said of a field.</summary>
    public IReadOnlyList<string> Of(FieldInfo field) => TextOf($"F:{NameOf(field.DeclaringType!)}.{field.Name}");

    /// <summary>The paragraphs of one part of a member's comment.</summary>
    public IReadOnlyList<string> Of(FieldInfo field, string part) => Part($"F:{NameOf(field.DeclaringType!)}.{field.Name}", part);

    /// <summary>A text's first sentence, and the others.</summary>
    public static (string First, string Others) Sentences(string text) =>
        SentenceEnd().Match(text) is { Success: true } end ? (text[..(end.Index + 1)], text[(end.Index + 1)..].Trim()) : (text, "");

    private IReadOnlyList<string> TextOf(string member) => [.. Part(member, "summary"), .. Part(member, "remarks")];

    private IReadOnlyList<string> Part(string member, string part) => members.GetValueOrDefault(member)?.Element(part) is { } element ? Paragraphs(element) : [];

    private static IReadOnlyList<string> Paragraphs(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
            Append(text, node);
        return [.. text.ToString().Split('\u2029').Select(paragraph => Blanks().Replace(paragraph, " ").Trim()).Where(paragraph => paragraph.Length > 0)];
    }

    private static void Append(StringBuilder text, XNode node)
    {
        switch (node)
        {
            case XText plain:
                text.Append(plain.Value);
                break;
            case XElement { Name.LocalName: "para" } paragraph:
                text.Append('\u2029').AppendJoin(' ', Paragraphs(paragraph)).Append('\u2029');
                break;
            case XElement { Name.LocalName: "c" } code:
                text.Append($"`{code.Value}`");
                break;
            case XElement other:
                text.Append($"`{Reference(other)}`");
                break;
        }
    }

    private static string Reference(XElement element)
    {
        var name = element.Attribute("cref")?.Value ?? element.Attribute("langword")?.Value ?? element.Attribute("name")?.Value ?? element.Value;
        var last = name.Split('(')[0].Split('.')[^1];
        return name.StartsWith("P:", StringComparison.Ordinal) ? $"-{last}" : last;
    }

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    [GeneratedRegex(@"[.!?](?=\s|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
