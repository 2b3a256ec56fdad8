using System.Text.RegularExpressions;

namespace Muster.Specs.Templates;

/// <summary>Finds the placeholders of a text: whatever begins with <c>{{</c> is one, or is told.</summary>
internal static partial class PlaceholderScan
{
    private const string AsText = @"For two braces as text write {\u007b in double quotes.";

    /// <summary>All placeholders from somewhere on, in their order.</summary>
    /// <param name="text">The template's text.</param>
    /// <param name="from">Where its head ends.</param>
    /// <param name="places">Its places.</param>
    /// <param name="errors">Where errors go.</param>
    public static IReadOnlyList<Placeholder> Find(string text, int from, TextPlaces places, SpecErrors errors)
    {
        var found = new List<Placeholder>();
        for (var at = from; (at = text.IndexOf("{{", at, StringComparison.Ordinal)) >= 0;)
        {
            var close = text.IndexOf("}}", at, StringComparison.Ordinal);
            if (close < 0 || text.AsSpan(at, close - at).IndexOfAny('\r', '\n') >= 0)
            {
                errors.Add(SpecErrorKind.InvalidName, places.At(at), $"'{{{{' begins a variable, such as {{{{INPUT}}}} or {{{{MODEL:small}}}}, but no '}}}}' follows in its line. {AsText}");
                at += 2;
                continue;
            }
            var (name, given) = Split(text[(at + 2)..close]);
            if (Name().IsMatch(name)) found.Add(new(name, given, at, close + 2));
            else NoName(text[at..(close + 2)], name, places.At(at), errors);
            at = close + 2;
        }
        return found;
    }

    private static (string Name, string? Default) Split(string inner) =>
        inner.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (inner[..colon], inner[(colon + 1)..]) : (inner, null);

    private static void NoName(string whole, string name, Place at, SpecErrors errors)
    {
        var near = Name().IsMatch(name.Trim()) ? $" Write {{{{{name.Trim()}}}}}." : "";
        errors.Add(SpecErrorKind.InvalidName, at,
            $"{Shown.Quoted(whole)} is no variable: its name has letters, digits and '_', does not begin with a digit, and is followed by '}}}}' or ':'.{near} {AsText}", name);
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
