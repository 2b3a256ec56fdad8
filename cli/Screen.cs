namespace Muster.Cli;

/// <summary>What the standard output is.</summary>
/// <param name="Width">The terminal's columns; null: it is no terminal, and lines may be of any length.</param>
/// <param name="HasColor">Whether colours may be used: on a terminal, unless NO_COLOR is set or TERM is dumb.</param>
public sealed record Screen(int? Width, bool HasColor)
{
    /// <summary>A file or pipe.</summary>
    public static Screen None { get; } = new(null, false);

    private const int UsualWidth = 80;

    /// <summary>The process's standard output.</summary>
    public static Screen OfProcess(Func<string, string?> environment)
    {
        if (Console.IsOutputRedirected)
            return None;
        var color = string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb";
        return new(Columns(environment), color);
    }

    private static int Columns(Func<string, string?> environment)
    {
        if (int.TryParse(environment("COLUMNS"), out var columns) && columns > 0)
            return columns;
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UsualWidth;
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException)
        {
            return UsualWidth;
        }
    }
}
