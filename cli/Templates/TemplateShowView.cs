using Muster.Cli.Rendering;
using Muster.Specs.Templates;

namespace Muster.Cli.Templates;

/// <summary>Shows one template.</summary>
internal static class TemplateShowView
{
    private const int UsualWidth = 100;
    private const int LeastCell = 20;

    /// <summary>What it does, its variables, and its text.</summary>
    public static void Write(CommandContext context, ListedTemplate listed)
    {
        var template = listed.Template!;
        context.Out.WriteLine($"Template {listed.Name} ({(listed.File is null ? listed.From : $"{listed.From}: {listed.File}")})");
        foreach (var line in ((string[])[template.Summary, template.Details]).Where(text => text.Length > 0).SelectMany(text => Wrapped.Lines(text, context.Screen.Width ?? UsualWidth)))
            context.Out.WriteLine(line);
        if (template.Variables.Count > 0)
        {
            context.Out.WriteLine();
            var table = new Table(new("VARIABLE"), new("DEFAULT", Least: LeastCell), new("ABOUT", Least: LeastCell));
            foreach (var variable in template.Variables)
                table.Add(variable.Name, DefaultOf(variable), variable.About);
            table.Write(context.Out, context.Screen);
        }

        context.Out.WriteLine();
        context.Out.Write(template.Text);
        if (!template.Text.EndsWith('\n'))
            context.Out.WriteLine();
    }

    /// <summary>All of that as an object.</summary>
    public static void WriteJson(CommandContext context, ListedTemplate listed) => context.WriteJson(writer =>
    {
        writer.WriteStartObject();
        TemplateListView.WriteMembers(writer, listed);
        writer.WriteString("text", listed.Template!.Text);
        writer.WriteEndObject();
    });

    private static string DefaultOf(TemplateVariable variable) => variable.Default switch
    {
        null => "(must be given)",
        "" => "(empty)",
        var given => given,
    };
}
