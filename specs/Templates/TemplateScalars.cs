using System.Text;
using System.Text.Json;
using Muster.Specs.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Muster.Specs.Templates;

/// <summary>A single value or key in a text.</summary>
/// <param name="Start">Where it begins, with its quotes.</param>
/// <param name="End">Where what follows it begins.</param>
/// <param name="IsQuoted">Whether it stands in double quotes.</param>
internal readonly record struct TemplateScalar(int Start, int End, bool IsQuoted);

/// <summary>Finds the single values of a text by its format's own grammar, so that no second one decides what a string is.</summary>
internal static class TemplateScalars
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    /// <summary>All of them in order; null where the text breaks its grammar.</summary>
    public static IReadOnlyList<TemplateScalar>? Find(string text, SpecFormat format)
    {
        try
        {
            return format == SpecFormat.Json ? OfJson(Encoding.UTF8.GetBytes(text)) : OfYaml(text);
        }
        catch (Exception broken) when (broken is JsonException or YamlException)
        {
            return null;
        }
    }

    private static List<TemplateScalar> OfJson(byte[] json)
    {
        var (found, bytes, characters) = (new List<TemplateScalar>(), 0, 0);
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number)) continue;
            var (from, isQuoted) = ((int)reader.TokenStartIndex, reader.TokenType != JsonTokenType.Number);
            var length = reader.ValueSpan.Length + (isQuoted ? 2 : 0);
            characters += Encoding.UTF8.GetCharCount(json, bytes, from - bytes);
            bytes = from;
            found.Add(new(characters, characters + Encoding.UTF8.GetCharCount(json, from, length), isQuoted));
        }
        return found;
    }

    private static List<TemplateScalar> OfYaml(string text)
    {
        using var reader = new StringReader(text);
        var (found, parser) = (new List<TemplateScalar>(), new CarefulParser(reader));
        while (parser.MoveNext())
        {
            if (parser.Current is Scalar scalar)
                found.Add(new((int)scalar.Start.Index, (int)scalar.End.Index, scalar.Style == ScalarStyle.DoubleQuoted));
        }
        return found;
    }
}
