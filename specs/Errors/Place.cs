namespace Muster.Specs;

/// <summary>A place in a file that people can go to.</summary>
/// <param name="File">The file as it was named to us; errors show it as it is.</param>
/// <param name="Line">1-based; 0: no line of it, such as of a command line.</param>
/// <param name="Column">1-based, in characters; 0: no place in a line.</param>
public readonly record struct Place(string File, int Line, int Column)
{
    /// <summary>Where a file begins.</summary>
    public static Place Start(string file) => new(file, 1, 1);

    /// <summary>The command line, or a file as a whole.</summary>
    public static Place Whole(string name) => new(name, 0, 0);

    /// <summary><c>FILE:LINE:COLUMN</c>; the name alone where there is no line.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
