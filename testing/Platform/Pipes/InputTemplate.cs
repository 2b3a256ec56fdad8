using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Pipes;

/// <summary>
/// The input template of a pipe, or of a rule's transformer: JSON with <c>&lt;$.path&gt;</c> in it, or <c>&lt;name&gt;</c> where names stand for paths. Within
/// quotes a text is put in as it is, else as JSON. What is not there becomes an empty text. Source: EventBridge user guide, "Input transformation", 2026-11.
/// </summary>
/// <param name="template">The template.</param>
/// <param name="names">What names stand for; null: only paths are used.</param>
public sealed class InputTemplate(string template, IReadOnlyDictionary<string, string>? names = null)
{
    /// <summary>The input for an event.</summary>
    public JsonNode? Fill(JsonNode found)
    {
        var filled = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] == '"' && (at == 0 || template[at - 1] != '\\'))
                quoted = !quoted;
            if (template[at] == '<' && template.IndexOf('>', at) is > 0 and var end)
            {
                filled.Append(Text(Find(found, template[(at + 1)..end]), quoted));
                at = end;
            }
            else
            {
                filled.Append(template[at]);
            }
        }

        return JsonNode.Parse(filled.ToString());
    }

    /// <summary>What a path such as <c>$.dynamodb.NewImage.run.S</c> leads to; null: nothing.</summary>
    public static JsonNode? At(JsonNode found, string path)
    {
        JsonNode? here = found;
        foreach (var name in path.Split('.').Skip(1))
            here = (here as JsonObject)?[name];
        return here;
    }

    private JsonNode? Find(JsonNode found, string word) => At(found, word.StartsWith('$') ? word : names?.GetValueOrDefault(word) ?? throw new ArgumentException($"<{word}> stands for nothing in {template}."));

    private static string Text(JsonNode? value, bool quoted) => (value, quoted) switch
    {
        (null, true) => "",
        (null, false) => "\"\"",
        (JsonValue text, true) when text.GetValueKind() == JsonValueKind.String => JsonSerializer.Serialize((string)text!)[1..^1],
        _ => value.ToJsonString(),
    };
}
