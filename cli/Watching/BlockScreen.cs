using Muster.Cli.Rendering;

namespace Muster.Cli.Watching;

/// <summary>
/// Draws a block of lines again and again, on a terminal's second page: there a terminal neither scrolls nor wraps what it shows anew
/// when its size changes. When it is disposed of, the terminal is as it was before.
/// </summary>
/// <param name="writer">The terminal.</param>
/// <param name="look">Tells the terminal's size.</param>
internal sealed class BlockScreen(TextWriter writer, Func<Screen> look) : IDisposable
{
    private const string SecondPage = "\u001b[?1049h\u001b[?25l\u001b[?7l"; // and no cursor, and no wrapping
    private const string FirstPage = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private const string Home = "\u001b[H";
    private const string ClearLine = "\u001b[K";
    private const string ClearBelow = "\u001b[J";
    private bool isOpen;

    /// <summary>Draws.</summary>
    /// <param name="render">Makes the lines for a screen.</param>
    public void Show(Func<Screen, IReadOnlyList<string>> render)
    {
        var screen = look();
        var lines = Fitting(render(screen), screen);
        writer.Write($"{(isOpen ? "" : SecondPage)}{Home}");
        // What was there is cleared before a line is written: after one that fills its row, the cursor stands on its last character.
        for (var i = 0; i < lines.Count; i++)
            writer.Write(i < lines.Count - 1 ? $"{ClearLine}{lines[i]}\r\n" : $"{ClearBelow}{lines[i]}");
        writer.Flush();
        isOpen = true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!isOpen)
            return;
        isOpen = false;
        writer.Write(FirstPage);
        writer.Flush();
    }

    private static IReadOnlyList<string> Fitting(IReadOnlyList<string> lines, Screen screen) => lines.Count <= screen.Height
        ? lines
        : [.. lines.Take(screen.Height - 1), TextWidth.Clip($"... {Human.Count(lines.Count - screen.Height + 1, "more line")}: the terminal is too low", screen.Width ?? int.MaxValue)];
}
