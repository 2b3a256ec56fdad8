using Muster.Cli.Templates;
using Muster.Specs.Templates;

namespace Muster.PowerShell.Views;

/// <summary>A template of queue files.</summary>
public sealed class MusterTemplate
{
    private readonly ListedTemplate listed;

    internal MusterTemplate(ListedTemplate listed) =>
        (this.listed, Variables) = (listed, [.. listed.Template?.Variables.Select(variable => new MusterTemplateVariable(variable)) ?? []]);

    /// <summary>What it is called by.</summary>
    public string Name => listed.Name;

    /// <summary>BuiltIn or User.</summary>
    public string Source => listed.File is null ? "BuiltIn" : "User";

    /// <summary>Whether it stands in place of a built-in one of the same name.</summary>
    public bool Overrides => listed.Overrides;

    /// <summary>The user's file; null: it is built in.</summary>
    public string? Path => listed.File;

    /// <summary>What it makes, in a line.</summary>
    public string? Summary => listed.Template?.Summary;

    /// <summary>More about it.</summary>
    public string? Details => listed.Template?.Details;

    /// <summary>Its variables.</summary>
    public MusterTemplateVariable[] Variables { get; }

    /// <summary>The names of the variables that need a value.</summary>
    public string[] Needs => [.. Variables.Where(variable => variable.IsRequired).Select(variable => variable.Name)];

    /// <summary>All that is wrong with it; none when it can be used.</summary>
    public string[] Problems => [.. listed.Problems];

    /// <summary>Its text; null: it cannot be read.</summary>
    public string? Text => listed.Template?.Text;

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>A variable of a template.</summary>
public sealed class MusterTemplateVariable
{
    private readonly TemplateVariable variable;

    internal MusterTemplateVariable(TemplateVariable variable) => this.variable = variable;

    /// <summary>Its name.</summary>
    public string Name => variable.Name;

    /// <summary>Its value where none is given; null: one must be.</summary>
    public string? Default => variable.Default;

    /// <summary>Whether a value must be given.</summary>
    public bool IsRequired => variable.IsRequired;

    /// <summary>Whether its value is put in as a text, and not as it stands.</summary>
    public bool IsText => variable.IsText;

    /// <summary>What it is for.</summary>
    public string About => variable.About;

    /// <inheritdoc />
    public override string ToString() => Default is null ? Name : $"{Name}={Default}";
}
