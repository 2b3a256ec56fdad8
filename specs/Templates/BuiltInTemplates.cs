namespace Muster.Specs.Templates;

/// <summary>The templates that come with Muster, a file for each in <c>BuiltIn</c>.</summary>
public static class BuiltInTemplates
{
    private const string Prefix = "template.";

    /// <summary>All of them by name.</summary>
    public static IReadOnlyList<QueueTemplate> All { get; } =
        [.. typeof(BuiltInTemplates).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Load)];

    private static QueueTemplate Load(string resource)
    {
        using var reader = new StreamReader(typeof(BuiltInTemplates).Assembly.GetManifestResourceStream(resource)!);
        return QueueTemplate.Parse(resource[Prefix.Length..^".json".Length], reader.ReadToEnd(), SpecFormat.Json);
    }
}
