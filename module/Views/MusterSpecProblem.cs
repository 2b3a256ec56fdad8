using Muster.Specs;

namespace Muster.PowerShell.Views;

/// <summary>One thing that is wrong with a spec.</summary>
public sealed class MusterSpecProblem
{
    private readonly SpecError error;

    internal MusterSpecProblem(SpecError error) => this.error = error;

    /// <summary>The file as it was named.</summary>
    public string File => error.At.File;

    /// <summary>The line, counted from 1; null: it is of no line.</summary>
    public int? Line => error.At.Line == 0 ? null : error.At.Line;

    /// <summary>The column, counted from 1; null: it is of no place in a line.</summary>
    public int? Column => error.At.Column == 0 ? null : error.At.Column;

    /// <summary>What kind of problem it is, such as <c>UnknownKey</c>.</summary>
    public string Kind => error.Kind.ToString();

    /// <summary>What is wrong, and what to do.</summary>
    public string Message => error.Message;

    /// <summary>The value or key found; null: there is none to show.</summary>
    public string? Value => error.Value;

    /// <summary>What was likely meant; null: nothing is near.</summary>
    public string? Suggestion => error.Suggestion;

    /// <inheritdoc />
    public override string ToString() => error.ToString();
}
