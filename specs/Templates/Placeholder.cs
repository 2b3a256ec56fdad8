using Muster.Sweeps;

namespace Muster.Specs.Templates;

/// <summary>A place in a template's text that a variable's value is put in.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Default">The default that stands here, as typed; null: none.</param>
/// <param name="Start">Where <c>{{</c> begins.</param>
/// <param name="End">Where what follows <c>}}</c> begins.</param>
internal sealed record Placeholder(string Name, string? Default, int Start, int End)
{
    /// <summary>Whether it stands in place of a whole value, outside of quotes.</summary>
    public bool IsBare { get; init; }

    /// <summary>As it is written.</summary>
    public string Text => Default is null ? $"{{{{{Name}}}}}" : $"{{{{{Name}:{Default}}}}}";

    /// <summary>Whether a value may stand outside of quotes.</summary>
    public static bool MayBeBare(string value) => value is "true" or "false" || JsonNumber.Is(value);
}
