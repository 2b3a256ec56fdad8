using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace Muster.Tests.Specs.Schema;

/// <summary>The files of tests/Specs/Errors that a schema can look at. Those of queues have <c>queue</c> at the beginning of their variant.</summary>
internal static class BadFile
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Specs", "Errors");

    /// <summary>The names of all that have a JSON.</summary>
    public static IEnumerable<string> All => Directory.GetFiles(Folder).Where(IsText).Select(f => Path.GetFileName(f)!).Where(f => Json(f) is not null).Order();

    public static bool IsText(string file) => Path.GetExtension(file) is ".yaml" or ".json";

    public static bool IsQueue(string file) => file.Contains(".queue", StringComparison.Ordinal);

    /// <summary>A file as JSON; null when its text is no JSON, or none that one value could stand for.</summary>
    public static JsonNode? Json(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        try
        {
            return Path.GetExtension(file) == ".json" ? JsonNode.Parse(text, null, new() { AllowDuplicateProperties = false, MaxDepth = 100 }) : YamlAsJson.Read(text);
        }
        catch (Exception e) when (e is YamlException or JsonException or InvalidOperationException or InvalidCastException)
        {
            return null;
        }
    }
}
