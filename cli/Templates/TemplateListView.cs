using System.Text.Json;
using Muster.Cli.Rendering;

namespace Muster.Cli.Templates;

/// <summary>Shows which templates there are.</summary>
internal static class TemplateListView
{
    private const int LeastAbout = 30;

    /// <summary>As a table; what is wrong with some goes to standard error.</summary>
    public static void Write(CommandContext context, IReadOnlyList<ListedTemplate> templates)
    {
        var table = new Table(new("NAME"), new("FROM"), new("NEEDS"), new("ABOUT", Least: LeastAbout));
        foreach (var template in templates)
            table.Add(template.Name, template.From, Needs(template), template.Problems.Count > 0 ? "cannot be used, see below" : template.Template?.Summary);
        table.Write(context.Out, context.Screen);
        foreach (var problem in templates.SelectMany(template => template.Problems))
            context.Say(problem);
    }

    /// <summary>As a list.</summary>
    public static void WriteJson(CommandContext context, IReadOnlyList<ListedTemplate> templates) => context.WriteJson(writer =>
    {
        writer.WriteStartArray();
        foreach (var template in templates)
        {
            writer.WriteStartObject();
            WriteMembers(writer, template);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>What there is to say of a template, but for its text.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, ListedTemplate listed)
    {
        writer.WriteString("name", listed.Name);
        writer.WriteString("source", listed.File is null ? "built_in" : "user");
        writer.WriteString("file", listed.File);
        writer.WriteBoolean("overrides", listed.Overrides);
        writer.WriteString("summary", listed.Template?.Summary);
        writer.WriteString("details", listed.Template?.Details);
        writer.WriteStartArray("variables");
        foreach (var variable in listed.Template?.Variables ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("name", variable.Name);
            writer.WriteBoolean("required", variable.IsRequired);
            writer.WriteString("default", variable.Default);
            writer.WriteString("kind", variable.IsText ? "text" : "literal");
            writer.WriteString("about", variable.About);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("problems");
        foreach (var problem in listed.Problems)
            writer.WriteStringValue(problem);
        writer.WriteEndArray();
    }

    private static string Needs(ListedTemplate listed) =>
        string.Join(", ", listed.Template?.Variables.Where(variable => variable.IsRequired).Select(variable => variable.Name) ?? []);
}
