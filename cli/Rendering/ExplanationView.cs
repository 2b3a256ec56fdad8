using Muster.Operations;

namespace Muster.Cli.Rendering;

/// <summary>Shows an explanation.</summary>
internal static class ExplanationView
{
    public static void Write(CommandContext context, Explanation why)
    {
        var writer = context.Out;
        writer.WriteLine($"{Table.Clean(why.Subject)}: {Word(why.State)}");
        foreach (var sentence in why.Sentences)
            writer.WriteLine($"  {Table.Clean(sentence)}");
        if (why.NextTry is { } next)
            writer.WriteLine($"  Next try: {Human.Time(next, context.Time)}.");
        else if (why.Waits)
            writer.WriteLine("  Next try: as soon as that changes.");
        if (why.ErrorLines.Count > 0)
            LastLines.Write(writer, why.ErrorLinesOf, why.ErrorLines);
    }

    /// <summary>A state as people say it: of a run that has not started, an engine may hold the lock, which is Locked only in tables and JSON.</summary>
    private static string Word(string state) => state switch
    {
        "Ready" or "Locked" => "Waiting",
        "InProgress" => "Running",
        _ => state,
    };
}
