using System.Globalization;
using System.Text.Json.Nodes;

namespace Muster.Bench.Cloud;

/// <summary>The little JSONPath and the intrinsics that the platform's machines use on the way of a run in which nothing goes wrong.</summary>
internal static class JsonPaths
{
    /// <summary>What is at a path; null: nothing, or null itself.</summary>
    /// <param name="path">Such as <c>$.plan.batches[0]</c>.</param>
    /// <param name="root">The state's input.</param>
    /// <param name="context">What <c>$$</c> is.</param>
    public static JsonNode? Find(string path, JsonNode? root, JsonNode context)
    {
        var (from, rest) = path.StartsWith("$$", StringComparison.Ordinal) ? (context, path[2..]) : (root, path[1..]);
        foreach (var step in rest.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
            from = from is JsonArray list ? list.ElementAtOrDefault(int.Parse(step, CultureInfo.InvariantCulture)) : (from as JsonObject)?[step];
        return from;
    }

    /// <summary>Parameters, with what paths point to.</summary>
    public static JsonNode? Fill(JsonNode? template, JsonNode? root, JsonNode context) => template switch
    {
        JsonObject members => new JsonObject(members.Select(member => member.Key.EndsWith(".$", StringComparison.Ordinal)
            ? KeyValuePair.Create(member.Key[..^2], Evaluate((string)member.Value!, root, context)?.DeepClone())
            : KeyValuePair.Create(member.Key, Fill(member.Value, root, context)))),
        JsonArray list => new JsonArray([.. list.Select(item => Fill(item, root, context))]),
        _ => template?.DeepClone(),
    };

    private static JsonNode? Evaluate(string text, JsonNode? root, JsonNode context)
    {
        if (text[0] == '$')
            return Find(text, root, context);
        var arguments = text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
        if (text.StartsWith("States.JsonToString(", StringComparison.Ordinal))
            return Find(arguments, root, context)?.ToJsonString();
        if (!text.StartsWith("States.Format(", StringComparison.Ordinal))
            throw BenchException.Of($"A machine uses {text}, which the benchmark does not know.");
        var parts = arguments.Split("', ");
        var values = new Queue<string>(parts[1].Split(", ").Select(path => Find(path, root, context)?.ToString() ?? ""));
        return string.Concat(parts[0].TrimStart('\'').Split("{}").SelectMany((part, number) => number == 0 ? (string[])[part] : [values.Dequeue(), part]));
    }
}
