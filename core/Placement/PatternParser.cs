using System.Buffers;

namespace Muster.Placement;

/// <summary>Reads the grammar of <see cref="InstanceTypePattern"/> strictly.</summary>
internal sealed class PatternParser(string text)
{
    private static readonly SearchValues<char> LetterCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");
    private int _at;
    private int _depth;
    private string? _problem;

    /// <summary>The pattern's root; null when there is a problem.</summary>
    public PatternNode? Parse(out string? problem)
    {
        var root = ParseChoice();
        if (root is not null && _at < text.Length) Fail($"the ')' at character {_at + 1} closes nothing");
        if (_problem is null && root!.Options.Any(o => !o.CanHoldDot)) Fail("a type has a family and a size, such as c5.large or c5.*");
        problem = _problem;
        return problem is null ? root : null;
    }

    private PatternNode.Choice? ParseChoice()
    {
        var options = new List<PatternNode>();
        do
        {
            if (ParseSequence() is not { } sequence) return null;
            options.Add(sequence);
        }
        while (Take('|'));
        return new(options);
    }

    private PatternNode.Sequence? ParseSequence()
    {
        var parts = new List<PatternNode>();
        while (_at < text.Length && text[_at] is not ('|' or ')'))
        {
            if (ParsePart() is not { } part) return null;
            parts.Add(part);
        }
        if (parts.Count > 0) return new(parts);
        Fail(_at < text.Length ? $"nothing stands before the '{text[_at]}' at character {_at + 1}" : "nothing stands at its end");
        return null;
    }

    private PatternNode? ParsePart()
    {
        if (Take('*')) return new PatternNode.Star();
        if (Take('(')) return ParseNested();
        var rest = text.AsSpan(_at);
        var length = rest.IndexOfAnyExcept(LetterCharacters) is var end and >= 0 ? end : rest.Length;
        _at += length;
        if (length > 0) return new PatternNode.Letters(rest[..length].ToString());
        Fail($"character {_at + 1} is '{text[_at]}'; allowed are a-z, 0-9, '.', '-', '*', '|', '(' and ')'");
        return null;
    }

    private PatternNode.Choice? ParseNested()
    {
        var open = _at;
        if (++_depth > InstanceTypePattern.Deepest) return Fail($"it nests more than {InstanceTypePattern.Deepest} deep");
        if (ParseChoice() is not { } choice) return null;
        _depth--;
        return Take(')') ? choice : Fail($"the '(' at character {open} is not closed");
    }

    private bool Take(char character)
    {
        if (_at >= text.Length || text[_at] != character) return false;
        _at++;
        return true;
    }

    private PatternNode.Choice? Fail(string problem)
    {
        _problem ??= problem;
        return null;
    }
}
