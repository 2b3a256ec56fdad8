namespace Muster.Tests.Module.Reference;

/// <summary>What there is to say of a cmdlet, read from its definition, its comments and its file of examples. Texts have code in backticks.</summary>
internal sealed record CmdletPage
{
    /// <summary>Its name, such as <c>Get-MusterRun</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The first sentence about it.</summary>
    public required string Synopsis { get; init; }

    /// <summary>The other sentences, in paragraphs; empty: none.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The sets of parameters that can be given together, the default first.</summary>
    public required IReadOnlyList<ParameterSet> Sets { get; init; }

    /// <summary>All parameters, its own before those that it has in common with others; without those of PowerShell.</summary>
    public required IReadOnlyList<CmdletParameter> Parameters { get; init; }

    /// <summary>What it gives.</summary>
    public required IReadOnlyList<CmdletOutput> Outputs { get; init; }

    /// <summary>What is typed.</summary>
    public required IReadOnlyList<CmdletExample> Examples { get; init; }

    /// <summary>Whether it takes <c>-WhatIf</c> and <c>-Confirm</c>.</summary>
    public required bool AsksFirst { get; init; }

    /// <summary>The parameters that a set of them takes, as PowerShell lists them: by position, then what must be given, then the others.</summary>
    public IReadOnlyList<(CmdletParameter Parameter, ParameterUse Use)> Of(ParameterSet set) =>
    [
        .. from parameter in Parameters
           let use = parameter.In(set)
           where use is not null
           orderby use.Position ?? int.MaxValue, use.IsMandatory ? 0 : 1
           select (parameter, use),
    ];
}

/// <summary>Parameters that can be given together.</summary>
/// <param name="Name">Its name; empty: there is but one.</param>
/// <param name="IsDefault">Whether it is meant where what is given fits several.</param>
internal sealed record ParameterSet(string Name, bool IsDefault);

/// <summary>A kind of object that a cmdlet gives.</summary>
/// <param name="Type">Its name.</param>
/// <param name="About">What it is.</param>
/// <param name="Properties">The properties of one that the module defines.</param>
internal sealed record CmdletOutput(string Type, string About, IReadOnlyList<(string Name, string Type, string About)> Properties);
