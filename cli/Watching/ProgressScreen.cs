namespace Muster.Cli.Watching;

/// <summary>Shows progress: on a terminal one line that is written over, elsewhere a plain line now and then.</summary>
/// <param name="writer">Where it is written; prose, so never the answer's stream.</param>
/// <param name="width">The terminal's columns; null: it is no terminal.</param>
/// <param name="time">The clocks.</param>
public sealed class ProgressScreen(TextWriter writer, int? width, TimeProvider time)
{
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(5);
    private TimeSpan lastPlain = TimeSpan.MinValue;
    private string shown = "";

    /// <summary>How often it wants to be told.</summary>
    public TimeSpan Every => TimeSpan.FromMilliseconds(width is null ? 250 : 100);

    /// <summary>Shows the figures, if it is time to.</summary>
    public void Show(ProgressFacts facts)
    {
        if (width is { } columns)
            Overwrite(ProgressLine.ForTerminal(facts, columns - 1));
        else
            Plain(facts);
    }

    /// <summary>Writes a line of prose, above the progress on a terminal.</summary>
    public void Say(string text)
    {
        Clear();
        writer.WriteLine(text);
    }

    /// <summary>Takes the progress off the screen.</summary>
    public void Clear()
    {
        if (shown.Length == 0)
            return;
        writer.Write($"\r{new string(' ', shown.Length)}\r");
        shown = "";
    }

    private void Overwrite(string line)
    {
        if (line == shown)
            return;
        writer.Write($"\r{line.PadRight(shown.Length)}");
        shown = line;
        writer.Flush();
    }

    private void Plain(ProgressFacts facts)
    {
        var now = time.GetElapsedTime(0);
        if (lastPlain != TimeSpan.MinValue && now - lastPlain < PlainEvery)
            return;
        lastPlain = now;
        writer.WriteLine($"{facts.Name}: {ProgressLine.Plain(facts)}");
    }
}
