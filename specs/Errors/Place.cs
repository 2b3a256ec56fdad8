namespace Muster.Specs;

/// <summary>A place in a file that people can go to.</summary>
/// <param name="File">The file as it was named to us; errors show it as it is.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in characters.</param>
public readonly record struct Place(string File, int Line, int Column)
{
    /// <summary>Where a file begins.</summary>
    public static Place Start(string file) => new(file, 1, 1);

    /// <summary><c>FILE:LINE:COLUMN</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
