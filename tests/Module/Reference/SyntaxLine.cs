namespace Muster.Tests.Module.Reference;

/// <summary>How a cmdlet is called, in PowerShell's own notation.</summary>
internal static class SyntaxLine
{
    /// <summary>The line of a set of parameters.</summary>
    public static string Of(CmdletPage page, ParameterSet set) => string.Join(' ',
    [
        page.Name,
        .. page.Of(set).Select(each => Of(each.Parameter, each.Use)),
        .. page.AsksFirst ? (string[])["[-WhatIf]", "[-Confirm]"] : [],
        "[<CommonParameters>]",
    ]);

    private static string Of(CmdletParameter parameter, ParameterUse use)
    {
        var name = use.Position is null || parameter.IsSwitch ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
        var whole = parameter.IsSwitch ? name : $"{name} <{parameter.Type}>";
        return use.IsMandatory ? whole : $"[{whole}]";
    }
}
