using Muster.Specs.Nodes;

namespace Muster.Specs.Keys;

/// <summary>Tells what is wrong with the value of one key.</summary>
/// <param name="Subject">What the value is, such as <c>'timeout'</c> or <c>Item 2 of 'results.paths'</c>.</param>
/// <param name="Errors">Where errors go.</param>
/// <param name="Parameter">How the key would be written if it were meant as a parameter; null where it can only be a setting.</param>
internal sealed record Complaint(string Subject, SpecErrors Errors, string? Parameter = null)
{
    /// <param name="key">The key.</param>
    /// <param name="errors">Where errors go.</param>
    /// <param name="owner">Whose key it is, such as <c> of job 'build'</c>; empty: the file's.</param>
    public static Complaint About(string key, SpecErrors errors, string owner = "") => new($"'{key}'{owner}", errors);

    public Complaint Item(int index) => this with { Subject = $"Item {index + 1} of {Subject}" };

    public Complaint Entry(string key) => this with { Subject = $"{Shown.Quoted(key)} in {Subject}" };

    public void WrongType(Node found, string allowed) => Say(SpecErrorKind.WrongType, found, allowed);

    public void Invalid(Node found, string allowed) => Say(SpecErrorKind.InvalidValue, found, allowed);

    private void Say(SpecErrorKind kind, Node found, string allowed)
    {
        if (found is BrokenNode) return;
        var hint = Parameter is null ? "" : $" If it is a parameter, write '{Parameter}'.";
        Errors.Add(
            Parameter is null ? kind : SpecErrorKind.NotAPlacement,
            found.At,
            $"{Subject} is {Found(found, kind)}, but must be {allowed}.{hint}",
            (found as ScalarNode)?.Text,
            Parameter);
    }

    private static string Found(Node found, SpecErrorKind kind) =>
        kind == SpecErrorKind.WrongType && found is ScalarNode { Kind: ScalarKind.Text } ? $"the text {Shown.Of(found)}"
        : kind == SpecErrorKind.WrongType && found is ScalarNode { Kind: ScalarKind.Number } ? $"the number {Shown.Of(found)}"
        : Shown.Of(found);
}
