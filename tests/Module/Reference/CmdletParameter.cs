namespace Muster.Tests.Module.Reference;

/// <summary>A parameter of a cmdlet.</summary>
internal sealed record CmdletParameter
{
    /// <summary>Its name without the dash.</summary>
    public required string Name { get; init; }

    /// <summary>Its type as PowerShell shows it, such as <c>String[]</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it means.</summary>
    public required IReadOnlyList<string> About { get; init; }

    /// <summary>Other names.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The only values that it takes; empty: it takes others.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>Its value where none is given; null: none that there is a word for.</summary>
    public required string? Default { get; init; }

    /// <summary>Whether it takes wildcards.</summary>
    public required bool TakesWildcards { get; init; }

    /// <summary>How it is given in each set of parameters; that of the empty name: in all.</summary>
    public required IReadOnlyDictionary<string, ParameterUse> Uses { get; init; }

    /// <summary>Whether it is given without a value.</summary>
    public bool IsSwitch => Type == "SwitchParameter";

    /// <summary>How it is given in a set; null: it is not of that set.</summary>
    public ParameterUse? In(ParameterSet set) => Uses.GetValueOrDefault(set.Name) ?? Uses.GetValueOrDefault("");
}

/// <summary>How a parameter is given.</summary>
/// <param name="IsMandatory">Whether it must be.</param>
/// <param name="Position">Where it stands without its name, from 0; null: it needs its name.</param>
/// <param name="ByValue">Whether objects of the pipeline are its values.</param>
/// <param name="ByProperty">Whether properties of objects of the pipeline are its values.</param>
internal sealed record ParameterUse(bool IsMandatory, int? Position, bool ByValue, bool ByProperty)
{
    /// <summary>What it takes from the pipeline, in PowerShell's words.</summary>
    public string Pipeline => (ByValue, ByProperty) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };
}
