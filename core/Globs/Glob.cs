namespace Muster.Globs;

/// <summary>
/// A pattern for paths below a folder, with <c>/</c> between segments. In a segment <c>*</c> stands for any characters, <c>?</c> for one,
/// <c>[a-z]</c> and <c>[!a-z]</c> for one of a set or outside it; a segment <c>**</c> stands for any number of folders, also none.
/// Letters match exactly, and a leading dot is nothing special. A last segment <c>**</c> is every file below.
/// </summary>
/// <remarks>
/// A path is matched segment by segment: a <see cref="GlobState"/> is the set of pattern segments that may come next, so
/// a walk over folders knows early that nothing below one can match, and no pattern takes more than linear time per segment.
/// </remarks>
public sealed class Glob
{
    /// <summary>Most segments of a pattern: 60.</summary>
    public const int MostSegments = 60;

    private readonly string[] _segments;

    private Glob(string text, string[] segments)
    {
        Text = text;
        _segments = segments;
        Start = new(Close(1));
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <summary>The state before the first segment.</summary>
    public GlobState Start { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is none; the message says why and what is allowed.</exception>
    public static Glob Parse(string text)
    {
        if (ProblemOf(text) is { } problem)
            throw new FormatException($"'{text}' is not a pattern for result paths: {problem}; allowed are paths relative to the point's directory with * ? [a-z] and ** for folders, such as models/**/*.bin");
        // A run of ** is one **; a final one means all files below.
        var segments = text.Split('/').ToList();
        for (var i = segments.Count - 1; i > 0; i--)
            if (segments[i] == "**" && segments[i - 1] == "**")
                segments.RemoveAt(i);
        if (segments[^1] == "**") segments.Add("*");
        return new(text, [.. segments]);
    }

    /// <summary>The state after one more segment; <see cref="GlobState.IsDead"/> when nothing with this beginning can match.</summary>
    public GlobState After(GlobState state, ReadOnlySpan<char> segment)
    {
        var next = 0UL;
        for (var i = 0; i < _segments.Length; i++)
        {
            if ((state.Bits & (1UL << i)) == 0) continue;
            if (_segments[i] == "**") next |= 1UL << i;
            else if (GlobSegment.Matches(_segments[i], segment)) next |= 1UL << (i + 1);
        }

        return new(Close(next));
    }

    /// <summary>Whether a path that led to this state matches.</summary>
    public bool IsMatch(GlobState state) => (state.Bits & (1UL << _segments.Length)) != 0;

    /// <summary>Whether a relative path, with <c>/</c> between segments, matches.</summary>
    public bool IsMatch(string path)
    {
        var state = Start;
        foreach (var segment in path.Split('/'))
            if ((state = After(state, segment)).IsDead)
                return false;
        return IsMatch(state);
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>Adds what follows a <c>**</c> that stands for nothing.</summary>
    private ulong Close(ulong bits)
    {
        for (var i = 0; i < _segments.Length; i++)
            if ((bits & (1UL << i)) != 0 && _segments[i] == "**")
                bits |= 1UL << (i + 1);
        return bits;
    }

    /// <summary>Why a text is no pattern, to follow a colon; null: it is one.</summary>
    public static string? ProblemOf(string text)
    {
        if (text.Length == 0) return "it is empty";
        if (text.Contains('\0', StringComparison.Ordinal)) return "it holds a NUL character";
        if (text[0] == '/') return "it starts at the root";
        var segments = text.Split('/');
        if (segments.Length >= MostSegments) return $"it has {segments.Length} segments, and at most {MostSegments - 1} are allowed";
        return segments.Select(ProblemOfSegment).FirstOrDefault(problem => problem is not null);
    }

    private static string? ProblemOfSegment(string segment) => segment switch
    {
        "" => "it has an empty segment",
        "." or ".." => $"it has a segment '{segment}'",
        "**" => null,
        _ when segment.Contains("**", StringComparison.Ordinal) => $"in '{segment}', ** is not a whole segment",
        _ => GlobSegment.ProblemOf(segment),
    };
}

/// <summary>How far a path has been matched: a value that only its <see cref="Glob"/> understands.</summary>
public readonly record struct GlobState
{
    internal GlobState(ulong bits) => Bits = bits;

    /// <summary>No path with this beginning matches.</summary>
    public bool IsDead => Bits == 0;

    internal ulong Bits { get; }
}
