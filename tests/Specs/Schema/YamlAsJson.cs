using System.Text.Json.Nodes;
using Muster.Sweeps;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Muster.Tests.Specs.Schema;

/// <summary>YAML as the JSON that it stands for, by the reader's rules for scalars. It knows no sweep.</summary>
internal static class YamlAsJson
{
    public static JsonNode? Read(string yaml)
    {
        var stream = new YamlStream();
        using var text = new StringReader(yaml);
        stream.Load(text);
        return Of(stream.Documents.Single().RootNode);
    }

    private static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Of(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Of)]),
        YamlScalarNode { Style: not ScalarStyle.Plain, Value: var text } => text,
        YamlScalarNode { Value: "" or "~" or "null" } => null,
        YamlScalarNode { Value: { } word } => word is "true" or "false" || JsonNumber.Is(word) ? JsonNode.Parse(word) : word,
        _ => throw new NotSupportedException($"{node} is no JSON."),
    };
}
