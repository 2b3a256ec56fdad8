using System.Text;

namespace Muster.Tests.Module.Reference;

/// <summary>
/// An example of a cmdlet's file: lines up to a blank one. The first is a comment, its title; comments after it are remarks, of which <c># requires: WORD</c> says what it does
/// not run without, and <c># hidden</c> that it only prepares the others.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Remarks">More about it; empty: nothing.</param>
/// <param name="Code">What is typed.</param>
/// <param name="Requires">What it does not run without; null: nothing.</param>
/// <param name="IsHidden">Whether help does not show it.</param>
internal sealed record CmdletExample(string Title, string Remarks, string Code, string? Requires, bool IsHidden)
{
    private const string Requirement = "# requires: ";
    private const string Hidden = "# hidden";

    /// <summary>The examples of a file.</summary>
    /// <exception cref="FormatException">One has no title, or nothing is typed in it.</exception>
    public static IReadOnlyList<CmdletExample> Read(string path) =>
        [.. File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(block => Of(path, block.Trim('\n').Split('\n')))];

    private static CmdletExample Of(string path, string[] lines)
    {
        var comments = lines.TakeWhile(line => line.StartsWith('#')).ToArray();
        var code = string.Join('\n', lines.Skip(comments.Length));
        var words = comments.Where(line => line != Hidden && !line.StartsWith(Requirement, StringComparison.Ordinal)).Select(line => line.TrimStart('#').Trim()).ToArray();
        if (code.Length == 0 || (words.Length == 0 && !comments.Contains(Hidden)))
            throw new FormatException($"{path}: an example is a comment that is its title, and then what is typed, with no blank line between them; found:\n{string.Join('\n', lines)}");
        return new(
            words.FirstOrDefault()?.TrimEnd('.') ?? "",
            string.Join(' ', words.Skip(1)),
            code,
            comments.FirstOrDefault(line => line.StartsWith(Requirement, StringComparison.Ordinal))?[Requirement.Length..].Trim(),
            comments.Contains(Hidden));
    }
}
