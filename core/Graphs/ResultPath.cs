using Muster.Globs;

namespace Muster.Graphs;

/// <summary>Which files are a job's results: a glob below the job's directory, or one that begins at the root, with <c>/</c>.</summary>
public sealed class ResultPath
{
    private ResultPath(bool fromRoot, Glob glob) => (FromRoot, Glob) = (fromRoot, glob);

    /// <summary>Whether the glob begins at the root of the file system; if not, at the job's directory.</summary>
    public bool FromRoot { get; }

    /// <summary>The glob, without the <c>/</c> of the root.</summary>
    public Glob Glob { get; }

    /// <summary>Reads a path.</summary>
    /// <exception cref="FormatException">It is none; the message says why and what is allowed.</exception>
    public static ResultPath Parse(string text) => new(text.StartsWith('/'), Glob.Parse(WithoutRoot(text)));

    /// <summary>Why a text is no such path, to follow a colon; null: it is one. None leads out of where it begins.</summary>
    public static string? ProblemOf(string text) => text == "/" ? "it is the root itself" : Glob.ProblemOf(WithoutRoot(text));

    private static string WithoutRoot(string text) => text.StartsWith('/') ? text[1..] : text;
}
