using System.Text;
using System.Text.RegularExpressions;
using Muster.Sweeps;

namespace Muster.Arguments;

/// <summary>
/// One argument of a command, in which <c>{name}</c> stands for a parameter's value. What comes out is one argument whatever the value
/// holds: it is put together as text and handed over as it is, and no shell reads it.
/// <code>
/// {lr}      the value of the parameter lr       {{lr}}    {lr} as it stands
/// {{{lr}}}  the value in braces                 ${lr}     stays as it is: a variable of a shell
/// {index}   the point's number, from 0          {}, {print $1}, {1..5}, {"a": 1}   stay as they are: no names
/// </code>
/// Of the braces on both sides of a name each pair of two is one brace, and a last one makes it a parameter.
/// </summary>
public sealed partial class ArgumentTemplate
{
    /// <summary>The name that stands for the point's number.</summary>
    public const string IndexName = "index";

    private readonly IReadOnlyList<Piece> _pieces;

    private ArgumentTemplate(IReadOnlyList<Piece> pieces) => _pieces = pieces;

    /// <summary>Part of an argument: text, or the name of a parameter.</summary>
    private readonly record struct Piece(string Text, bool IsName);

    /// <summary>The names that it stands for, each once, in their order.</summary>
    public IEnumerable<string> Names => _pieces.Where(piece => piece.IsName).Select(piece => piece.Text).Distinct(StringComparer.Ordinal);

    /// <summary>Whether it is the same for all points.</summary>
    public bool IsConstant => _pieces.All(piece => !piece.IsName);

    /// <summary>Whether a parameter of this name can stand in braces.</summary>
    public static bool CanStandFor(string name) => WholeName().IsMatch(name);

    /// <summary>Reads an argument. Every text is one.</summary>
    public static ArgumentTemplate Parse(string text)
    {
        var (pieces, literal, from) = (new List<Piece>(), new StringBuilder(), 0);
        foreach (Match match in Braced().Matches(text))
        {
            literal.Append(text, from, match.Index - from);
            from = match.Index + match.Length;
            Take(match, text, pieces, literal);
        }
        Close(pieces, literal.Append(text, from, text.Length - from));
        return new(pieces);
    }

    /// <summary>The argument of a point. A parameter that the point does not have is empty text.</summary>
    /// <param name="index">The point's number, from 0.</param>
    /// <param name="parameters">The point's parameters.</param>
    public string Fill(long index, IReadOnlyList<Parameter> parameters) => _pieces switch
    {
        [] => "",
        [var only] => TextOf(only, index, parameters),
        _ => string.Concat(_pieces.Select(piece => TextOf(piece, index, parameters))),
    };

    /// <summary>The names in braces that stay as they are since a <c>$</c> stands before them, as <c>lr</c> of <c>${lr}</c>.</summary>
    public static IEnumerable<string> ShellVariables(string text) => Braced().Matches(text).Where(IsShells).Select(match => match.Groups["name"].Value);

    /// <summary>Texts in single braces that are no names of the kind that can stand there, such as <c>batch size</c> of <c>{batch size}</c>.</summary>
    public static IEnumerable<string> OtherBraced(string text) => AnyBraced().Matches(text).Select(match => match.Groups["text"].Value).Where(name => !CanStandFor(name));

    private static void Take(Match match, string text, List<Piece> pieces, StringBuilder literal)
    {
        var (opened, closed) = (match.Groups["open"].Length, match.Groups["close"].Length);
        var depth = Math.Min(opened, closed);
        if (depth % 2 == 1 && IsShells(match))
        {
            literal.Append(text, match.Index, match.Length);
            return;
        }
        literal.Append('$', match.Groups["dollar"].Length).Append('{', opened - depth + (depth / 2));
        var name = match.Groups["name"].Value;
        if (depth % 2 == 0) literal.Append(name);
        else
        {
            Close(pieces, literal);
            pieces.Add(new(name, IsName: true));
        }
        literal.Append('}', (depth / 2) + closed - depth);
    }

    /// <summary>A shell's variable: <c>$</c> and one pair of braces. More braces are nobody's.</summary>
    private static bool IsShells(Match match) =>
        match.Groups["dollar"].Length == 1 && match.Groups["open"].Length == 1;

    private static void Close(List<Piece> pieces, StringBuilder literal)
    {
        if (literal.Length == 0) return;
        pieces.Add(new(literal.ToString(), IsName: false));
        literal.Clear();
    }

    private static string TextOf(Piece piece, long index, IReadOnlyList<Parameter> parameters)
    {
        if (!piece.IsName) return piece.Text;
        foreach (var parameter in parameters)
        {
            if (parameter.Name == piece.Text) return parameter.Value.Text;
        }
        return piece.Text == IndexName ? $"{index}" : "";
    }

    // {a..e} is for bash, so a point in a name stands between others.
    private const string Name = @"[\p{L}_][\p{L}\p{N}_-]*(\.[\p{L}\p{N}_-]+)*";

    // Nothing in it is tried twice, so it takes a time that grows with the text alone. (RegexOptions.NonBacktracking promises that, but misses matches.)
    [GeneratedRegex($@"(?<dollar>\$?)(?<!\{{)(?<open>(?>\{{+))(?<name>(?>{Name}))(?<close>\}}+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Braced();

    [GeneratedRegex(@"(?<!\{)\{(?<text>[^{}]+)\}(?!\})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AnyBraced();

    [GeneratedRegex($@"^{Name}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WholeName();
}
