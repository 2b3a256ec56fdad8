namespace Muster.Cli;

/// <summary>What the standard output is.</summary>
/// <param name="Width">The terminal's columns; null: it is no terminal, and lines may be of any length.</param>
/// <param name="HasColor">Whether colours may be used: on a terminal, unless NO_COLOR is set or TERM is dumb.</param>
public sealed record Screen(int? Width, bool HasColor)
{
    /// <summary>A file or pipe.</summary>
    public static Screen None { get; } = new(null, false);

    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    /// <summary>Rows of a terminal; default 24.</summary>
    public int Height { get; init; } = UsualHeight;

    /// <summary>Whether what was written can be written over: on a terminal, unless TERM is dumb. NO_COLOR does not matter. Default: not.</summary>
    public bool CanRedraw { get; init; }

    /// <summary>One of the process's standard streams.</summary>
    /// <param name="isRedirected">Whether it goes elsewhere than to a terminal.</param>
    /// <param name="environment">The environment's variables.</param>
    public static Screen OfProcess(bool isRedirected, Func<string, string?> environment)
    {
        if (isRedirected)
            return None;
        var canRedraw = environment("TERM") != "dumb";
        return new(Size(environment("COLUMNS"), () => Console.WindowWidth, UsualWidth), canRedraw && string.IsNullOrEmpty(environment("NO_COLOR")))
        {
            Height = Size(environment("LINES"), () => Console.WindowHeight, UsualHeight),
            CanRedraw = canRedraw,
        };
    }

    private static int Size(string? given, Func<int> look, int usual)
    {
        if (int.TryParse(given, out var size) && size > 0)
            return size;
        try
        {
            return look() is > 0 and var seen ? seen : usual;
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException)
        {
            return usual;
        }
    }
}
