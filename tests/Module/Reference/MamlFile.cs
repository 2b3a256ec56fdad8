using System.Globalization;
using System.Xml.Linq;

namespace Muster.Tests.Module.Reference;

/// <summary>Writes what <c>Get-Help</c> reads. Each page has the place of its page in the docs; the build makes links of them where the project has an address.</summary>
internal static class MamlFile
{
    /// <summary>What stands before the place of a page.</summary>
    public const string Online = "online:";

    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The file.</summary>
    public static string Of(IEnumerable<CmdletPage> pages)
    {
        var root = new XElement(s_help + "helpItems", new XAttribute("schema", "maml"), new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command), new XAttribute(XNamespace.Xmlns + "dev", s_dev), pages.Select(Of));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Made from the cmdlets' comments and Help/Examples; MUSTER_ACCEPT=1 writes it anew. -->\n{root.ToString().ReplaceLineEndings("\n")}\n";
    }

    private static XElement Of(CmdletPage page)
    {
        var (verb, noun) = (page.Name.Split('-')[0], page.Name.Split('-')[1]);
        return Command("command",
            Command("details", Command("name", page.Name), Command("verb", verb), Command("noun", noun), Maml("description", Para(page.Synopsis))),
            Maml("description", page.Description.DefaultIfEmpty(page.Synopsis).Select(Para)),
            Command("syntax", page.Sets.Select(set => Syntax(page, set))),
            Command("parameters", page.Parameters.Select(parameter => Parameter(page, parameter)), Asking(page)),
            Command("inputTypes", Inputs(page).Select(type => Command("inputType", Type(type), Maml("description")))),
            Command("returnValues", page.Outputs.Select(Output)),
            Command("examples", page.Examples.Where(example => !example.IsHidden).Select(Example)),
            Command("relatedLinks",
                Maml("navigationLink", Maml("linkText", "Online version"), Maml("uri", $"{Online}docs/cmdlets/{page.Name}.md")),
                Maml("navigationLink", Maml("linkText", "about_Muster"), Maml("uri"))));
    }

    private static XElement Syntax(CmdletPage page, ParameterSet set) => Command("syntaxItem",
        Maml("name", page.Name), page.Of(set).Select(each => Parameter(each.Parameter, each.Use)), Asking(page));

    /// <summary>The parameter as such; where sets take it differently, as the default one does.</summary>
    private static XElement Parameter(CmdletPage page, CmdletParameter parameter) => Parameter(parameter, page.Sets.Select(parameter.In).First(use => use is not null)!);

    private static XElement Parameter(CmdletParameter parameter, ParameterUse use) => Command("parameter",
        new XAttribute("required", use.IsMandatory ? "true" : "false"), new XAttribute("variableLength", "true"), new XAttribute("globbing", parameter.TakesWildcards ? "true" : "false"),
        new XAttribute("pipelineInput", use.Pipeline), new XAttribute("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"), new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        Maml("name", parameter.Name),
        Maml("description", parameter.About.Select(Para), parameter.Values.Count == 0 ? null : Para($"One of {string.Join(", ", parameter.Values)}.")),
        parameter.IsSwitch ? null : Command("parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), parameter.Type),
        Type(parameter.Type),
        new XElement(s_dev + "defaultValue", parameter.Default ?? (parameter.IsSwitch ? "False" : "None")));

    private static IEnumerable<XElement> Asking(CmdletPage page) => page.AsksFirst
        ? [Parameter(Switch("WhatIf", "Says what would be changed, and changes nothing.", "wi"), s_named), Parameter(Switch("Confirm", "Asks before anything is changed.", "cf"), s_named)]
        : [];

    private static readonly ParameterUse s_named = new(false, null, false, false);

    private static CmdletParameter Switch(string name, string about, string alias) => new()
    {
        Name = name, Type = "SwitchParameter", About = [about], Aliases = [alias], Values = [], Default = null, TakesWildcards = false, Uses = new Dictionary<string, ParameterUse>(),
    };

    private static IEnumerable<string> Inputs(CmdletPage page) =>
        page.Parameters.Where(parameter => parameter.Uses.Values.Any(use => use.ByValue)).Select(parameter => parameter.Type).Distinct(StringComparer.Ordinal);

    private static XElement Output(CmdletOutput output) => Command("returnValue", Type(output.Type), Maml("description",
        output.About.Length > 0 ? Para(output.About) : null,
        output.Properties.Count > 0 ? Para($"Properties: {string.Join(", ", output.Properties.Select(property => property.Name))}.") : null));

    private static XElement Example(CmdletExample example, int index) => Command("example",
        Maml("title", $"--- Example {index + 1}: {example.Title} ---".Replace("`", "", StringComparison.Ordinal)),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", Para(example.Remarks)));

    private static XElement Type(string name) => new(s_dev + "type", Maml("name", name));

    private static XElement Para(string text) => Maml("para", text.Replace("`", "", StringComparison.Ordinal));

    private static XElement Command(string name, params object?[] content) => new(s_command + name, content);

    private static XElement Maml(string name, params object?[] content) => new(s_maml + name, content);
}
