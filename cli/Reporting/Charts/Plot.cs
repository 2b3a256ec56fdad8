namespace Muster.Cli.Reporting.Charts;

/// <summary>A drawing with two axes: its frame, marks and the place of what is drawn inside.</summary>
internal sealed class Plot
{
    private const double LetterWidth = 7.9;
    private const double LineHeight = 16;
    private readonly Markup page;
    private readonly PlotFrame frame;

    private Plot(Markup page, PlotFrame frame)
    {
        (this.page, this.frame) = (page, frame);
        var marks = frame.Rows is { } rows ? rows.Select(row => PageText.Short(row, MostLetters)) : frame.Y!.Ticks(frame.Height - 60, _ => LineHeight * 1.6).Select(tick => tick.Text);
        Left = 12 + marks.DefaultIfEmpty("").Max(text => text.Length) * LetterWidth;
        (Right, Top, Bottom) = (frame.Width - 14, 26, frame.Height - 44);
    }

    /// <summary>Most letters of a row's name.</summary>
    public const int MostLetters = 16;

    /// <summary>The left edge.</summary>
    public double Left { get; }

    /// <summary>The right edge.</summary>
    public double Right { get; }

    /// <summary>The upper edge.</summary>
    public double Top { get; }

    /// <summary>The lower edge.</summary>
    public double Bottom { get; }

    /// <summary>Opens a drawing; close it when all is drawn.</summary>
    public static Plot Open(Markup page, PlotFrame frame)
    {
        var plot = new Plot(page, frame);
        var (title, desc) = (page.NextId(), page.NextId());
        page.Write($"<svg class=\"plot\" viewBox=\"0 0 {frame.Width} {frame.Height}\" role=\"img\" aria-labelledby=\"{title} {desc}\">");
        page.Line($"<title id=\"{title}\">{frame.Title}</title><desc id=\"{desc}\">{frame.Description}</desc>");
        plot.DrawY();
        plot.DrawX();
        return plot;
    }

    /// <summary>Where a number lies across.</summary>
    public double X(double number) => Left + frame.X.Place(number) * (Right - Left);

    /// <summary>Where a number lies from above.</summary>
    public double Y(double number) => Bottom - frame.Y!.Place(number) * (Bottom - Top);

    /// <summary>The middle of a row from above.</summary>
    public double Row(int row) => Top + (row + 0.5) * RowHeight;

    /// <summary>How high a row is.</summary>
    public double RowHeight => (Bottom - Top) / frame.Rows!.Count;

    /// <summary>Ends the drawing.</summary>
    public void Close() => page.Line($"</svg>");

    private void DrawX()
    {
        foreach (var tick in frame.X.Ticks(Right - Left, text => text.Length * LetterWidth + 14))
        {
            var x = X(tick.At);
            page.Write($"<path class=\"tick\" d=\"M{x} {Bottom}v5\"/>");
            // At the edges, a text must not be cut off.
            var half = tick.Text.Length * LetterWidth / 2;
            page.Write($"<text class=\"mid\" x=\"{Math.Min(Math.Max(x, half), frame.Width - half)}\" y=\"{Bottom + 19}\">{tick.Text}</text>");
        }

        page.Line($"<path class=\"axis\" d=\"M{Left} {Bottom}H{Right}\"/><text class=\"name end\" x=\"{Right}\" y=\"{Bottom + 38}\">{PageText.Short(frame.XName, 48)}{(frame.X.IsLog ? " (log)" : "")}</text>");
    }

    private void DrawY()
    {
        if (frame.Rows is { } rows)
        {
            for (var row = 0; row < rows.Count; row++)
                page.Write($"<path class=\"grid\" d=\"M{Left} {Row(row)}H{Right}\"/><text class=\"end\" x=\"{Left - 8}\" y=\"{Row(row) + 4}\">{PageText.Short(rows[row], MostLetters)}</text>");
        }
        else
        {
            foreach (var tick in frame.Y!.Ticks(Bottom - Top, _ => LineHeight * 1.6))
                page.Write($"<path class=\"grid\" d=\"M{Left} {Y(tick.At)}H{Right}\"/><text class=\"end\" x=\"{Left - 8}\" y=\"{Y(tick.At) + 4}\">{tick.Text}</text>");
        }

        page.Line($"<text class=\"name\" x=\"4\" y=\"14\">{PageText.Short(frame.YName, 48)}{(frame.Y is { IsLog: true } ? " (log)" : "")}</text>");
    }
}

/// <summary>What a drawing shows.</summary>
/// <param name="Title">Its title, for those who cannot see it.</param>
/// <param name="Description">What is to be seen in it, likewise.</param>
/// <param name="X">The scale across.</param>
/// <param name="XName">What lies across.</param>
/// <param name="YName">What lies upwards.</param>
internal sealed record PlotFrame(string Title, string Description, Scale X, string XName, string YName)
{
    /// <summary>The scale upwards; null: there are rows.</summary>
    public Scale? Y { get; init; }

    /// <summary>Names of rows from above; null: there is a scale.</summary>
    public IReadOnlyList<string>? Rows { get; init; }

    /// <summary>How wide it is.</summary>
    public double Width { get; init; } = 360;

    /// <summary>How high it is.</summary>
    public double Height { get; init; } = 240;
}
