namespace Muster.Cli.Rendering;

/// <summary>Shows the last lines that somebody wrote before it failed.</summary>
internal static class LastLines
{
    /// <summary>The lines, with who wrote them.</summary>
    public static void Write(TextWriter writer, string? who, IReadOnlyList<string> lines)
    {
        writer.WriteLine($"  The last lines that {who} wrote:");
        foreach (var line in lines)
            writer.WriteLine($"    {Table.Clean(line)}");
    }
}
