using System.Text;

namespace Muster.Tests.Module.Reference;

/// <summary>Writes docs/cmdlets/: a page per cmdlet, and the index.</summary>
internal static class CmdletMarkdown
{
    private const string Made = "This page is made from the cmdlet's definition, its comments and `module/Help/Examples`; `MUSTER_ACCEPT=1` writes it anew.";

    /// <summary>The page of a cmdlet.</summary>
    public static string Page(CmdletPage page)
    {
        var text = new StringBuilder($"# {page.Name}\n\n{Text(page.Synopsis)}\n\n");
        text.Append($"```powershell\n{string.Join('\n', page.Sets.Select(set => SyntaxLine.Of(page, set)))}\n```\n");
        foreach (var paragraph in page.Description)
            text.Append($"\n{Text(paragraph)}\n");
        text.Append("\n## Examples\n");
        foreach (var example in page.Examples.Where(example => !example.IsHidden))
            text.Append($"\n**{Text(example.Title)}**\n\n```powershell\n{example.Code}\n```\n{(example.Remarks.Length > 0 ? $"\n{Text(example.Remarks)}\n" : "")}");
        AppendParameters(text, page);
        AppendOutputs(text, page);
        return text.Append($"\n---\n[All cmdlets](README.md). {Made}\n").ToString();
    }

    /// <summary>The index.</summary>
    public static string Index(IReadOnlyList<CmdletPage> pages)
    {
        var rows = string.Concat(pages.Select(page => $"| [`{page.Name}`]({page.Name}.md) | {Cell(page.Synopsis)} |\n"));
        return $"""
            # Cmdlets

            All cmdlets of the PowerShell module. `Get-Help NAME -Full` shows the same pages; [powershell.md](../powershell.md) is the tour, and `Get-Help about_Muster` the overview.

            | cmdlet | what it does |
            |---|---|
            {rows}
            ---
            This page is made from the cmdlets' comments; `MUSTER_ACCEPT=1` writes it anew.

            """;
    }

    private static void AppendParameters(StringBuilder text, CmdletPage page)
    {
        text.Append("\n## Parameters\n\n| parameter | type | what it means |\n|---|---|---|\n");
        foreach (var parameter in page.Parameters)
            text.Append($"| `-{parameter.Name}`{Aliases(parameter)} | {(parameter.IsSwitch ? "" : $"`{parameter.Type}`")} | {Cell(string.Join(' ', [.. parameter.About, .. Notes(page, parameter)]))} |\n");
        if (page.AsksFirst)
            text.Append("| `-WhatIf` | | Says what would be changed, and changes nothing. |\n| `-Confirm` | | Asks before anything is changed. |\n");
        text.Append("\nIt takes PowerShell's [common parameters](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_commonparameters), too.\n");
    }

    private static string Aliases(CmdletParameter parameter) => string.Concat(parameter.Aliases.Select(alias => $", `-{alias}`"));

    private static IEnumerable<string> Notes(CmdletPage page, CmdletParameter parameter)
    {
        var uses = page.Sets.Select(parameter.In).OfType<ParameterUse>().ToArray();
        if (parameter.Values.Count > 0)
            yield return $"One of {string.Join(", ", parameter.Values.Select(value => $"`{value}`"))}.";
        if (parameter.Default is { } value)
            yield return $"Default: `{value}`.";
        if (uses.All(use => use.IsMandatory))
            yield return "Mandatory.";
        else if (uses.Any(use => use.IsMandatory))
            yield return "Mandatory where its set of parameters is meant.";
        if (uses.Select(use => use.Position).FirstOrDefault(position => position is not null) is { } position)
            yield return $"Position {position}.";
        if (uses.Any(use => use.ByValue || use.ByProperty))
            yield return $"From the pipeline: {(uses.Any(use => use.ByValue) ? "values" : "")}{(uses.Any(use => use.ByValue) && uses.Any(use => use.ByProperty) ? " and " : "")}{(uses.Any(use => use.ByProperty) ? "properties" : "")}.";
    }

    private static void AppendOutputs(StringBuilder text, CmdletPage page)
    {
        text.Append("\n## Gives\n");
        foreach (var output in page.Outputs)
        {
            text.Append($"\n`{output.Type}`{(output.About.Length > 0 ? $": {Text(output.About)}" : "")}\n");
            if (output.Properties.Count > 0)
                text.Append($"\n| property | type | what it is |\n|---|---|---|\n{string.Concat(output.Properties.Select(property => $"| `{property.Name}` | `{property.Type}` | {Cell(property.About)} |\n"))}");
        }
    }

    private static string Cell(string text) => Text(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Angle brackets, stars and underscores outside code would be markup.</summary>
    private static string Text(string text) => string.Join('`', text.Split('`').Select((part, index) => index % 2 == 1 ? part : part
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)));
}
