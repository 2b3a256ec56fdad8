namespace Muster.Cli.Completion;

/// <summary>A word that may stand at the cursor.</summary>
/// <param name="Text">The word.</param>
/// <param name="About">What it means; null: it says it itself.</param>
internal sealed record Candidate(string Text, string? About = null);

/// <summary>What the shell offers besides, or does with the candidates.</summary>
internal enum ShellPart
{
    /// <summary>The candidates are all there is.</summary>
    None,
    /// <summary>A file's name stands there: the shell knows files best.</summary>
    Files,
    /// <summary>A directory's name stands there.</summary>
    Directories,
    /// <summary>A program's name stands there: the shell knows programs best.</summary>
    Commands,
    /// <summary>A list with commas stands there, so that no blank follows a candidate.</summary>
    List,
}

/// <summary>What is answered to a shell.</summary>
/// <param name="Candidates">In the order to show them.</param>
/// <param name="Part">What the shell does.</param>
internal sealed record Offer(IReadOnlyList<Candidate> Candidates, ShellPart Part = ShellPart.None)
{
    /// <summary>Nothing.</summary>
    public static Offer Nothing { get; } = new([]);
}
