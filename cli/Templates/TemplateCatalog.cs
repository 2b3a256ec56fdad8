using System.Text;
using Muster.Specs;
using Muster.Specs.Templates;

namespace Muster.Cli.Templates;

/// <summary>All templates: those built in, and over them the user's own.</summary>
internal static class TemplateCatalog
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All of them by name.</summary>
    public static IReadOnlyList<ListedTemplate> All(CommandContext context) => All(context.Environment);

    /// <summary>All of them by name.</summary>
    public static IReadOnlyList<ListedTemplate> All(Func<string, string?> environment)
    {
        var own = Own(TemplateFolder.Of(environment));
        var builtIn = BuiltInTemplates.All.Where(template => own.All(mine => mine.Name != template.Name)).Select(template => new ListedTemplate(template.Name, template));
        return [.. own.Concat(builtIn).OrderBy(template => template.Name, StringComparer.Ordinal)];
    }

    /// <summary>The template of a name, which can be used.</summary>
    /// <exception cref="UsageException">There is none, or it cannot be read.</exception>
    public static ListedTemplate Find(string name, CommandContext context)
    {
        var all = All(context);
        if (all.FirstOrDefault(template => template.Name == name) is not { } found)
            throw new UsageException($"There is no template '{name}'.{Complaint.DidYouMean(name, all.Select(template => template.Name))} There are {string.Join(", ", all.Select(template => template.Name))}.{Own(context)}");
        return found.Unreadable is { } why ? throw new UsageException(why) : found;
    }

    private static string Own(CommandContext context) => TemplateFolder.Of(context.Environment) is { } folder ? $" Your own would be in {folder}." : "";

    private static IReadOnlyList<ListedTemplate> Own(string? folder)
    {
        if (folder is null || !Directory.Exists(folder))
            return [];
        var files = Directory.EnumerateFiles(folder).Where(file => FormatOf(file) is not null && !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal);
        return [.. files.GroupBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal).Select(same => Own(same.Key!, [.. same]))];
    }

    private static ListedTemplate Own(string name, IReadOnlyList<string> files)
    {
        var (template, why) = files is [var file] ? Read(name, file)
            : (null, $"There are several templates '{name}': {string.Join(", ", files)}. Keep one, and rename or remove the others.");
        return new(name, template) { File = files[0], Unreadable = why, Overrides = BuiltInTemplates.All.Any(builtIn => builtIn.Name == name) };
    }

    private static (QueueTemplate? Template, string? Why) Read(string name, string file)
    {
        try
        {
            return (QueueTemplate.Parse(name, Utf8.GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF'), FormatOf(file)!.Value, file), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, $"{file}: The template is not UTF-8 text. Save it as UTF-8.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"{file}: The template cannot be read: {error.Message.TrimEnd('.')}.");
        }
    }

    private static SpecFormat? FormatOf(string file) => Path.GetExtension(file) switch
    {
        ".json" => SpecFormat.Json,
        ".yaml" or ".yml" => SpecFormat.Yaml,
        _ => null,
    };
}
