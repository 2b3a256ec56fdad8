namespace Muster.Cli;

/// <summary>What the standard output is.</summary>
/// <param name="Width">The terminal's columns; null: it is no terminal, and lines may be of any length.</param>
/// <param name="HasColor">Whether colours may be used: on a terminal, unless NO_COLOR is set or TERM is dumb.</param>
public sealed record Screen(int? Width, bool HasColor)
{
    /// <summary>A file or pipe.</summary>
    public static Screen None { get; } = new(null, false);

    private const int UsualWidth = 80;

    /// <summary>One of the process's standard streams.</summary>
    /// <param name="isRedirected">Whether it goes elsewhere than to a terminal.</param>
    /// <param name="environment">The environment's variables.</param>
    public static Screen OfProcess(bool isRedirected, Func<string, string?> environment)
    {
        if (isRedirected)
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
