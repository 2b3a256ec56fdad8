namespace Muster.Specs.Templates;

/// <summary>A variable of a template.</summary>
/// <param name="Name">Its name: letters, digits and <c>_</c>.</param>
/// <param name="Default">Its value where none is given, as typed; null: one must be given.</param>
/// <param name="IsText">Whether it may be any text; else it stands outside of quotes somewhere, and is a number, <c>true</c> or <c>false</c>.</param>
/// <param name="About">What it is, as the template's head says; empty: it says nothing.</param>
public sealed record TemplateVariable(string Name, string? Default, bool IsText, string About)
{
    /// <summary>Whether a value must be given.</summary>
    public bool IsRequired => Default is null;
}
