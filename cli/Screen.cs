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

    /// <summary>Whether a row of a table stays one line, however wide: who draws it cuts it. Default: what is too wide becomes lines below each other.</summary>
    public bool KeepsRows { get; init; }

    /// <summary>Whether it shows more than ASCII. Names and texts of users are written as they are in any case.</summary>
    public bool IsUnicode { get; init; } = true;

    /// <summary>The columns of a line that may be written over; null: it is no terminal, or one that cannot go back.</summary>
    public int? LineWidth => CanRedraw ? Width : null;

    /// <summary>What stands for what was cut off.</summary>
    public string Cut => IsUnicode ? "…" : "..";

    /// <summary>One of the process's standard streams.</summary>
    /// <param name="isRedirected">Whether it goes elsewhere than to a terminal.</param>
    /// <param name="environment">The environment's variables.</param>
    public static Screen OfProcess(bool isRedirected, Func<string, string?> environment)
    {
        var isUnicode = ShowsUtf8(environment);
        if (isRedirected)
            return None with { IsUnicode = isUnicode };
        var canRedraw = environment("TERM") != "dumb";
        return new(Size(environment("COLUMNS"), () => Console.WindowWidth, UsualWidth), canRedraw && string.IsNullOrEmpty(environment("NO_COLOR")))
        {
            Height = Size(environment("LINES"), () => Console.WindowHeight, UsualHeight),
            CanRedraw = canRedraw,
            IsUnicode = isUnicode,
        };
    }

    /// <summary>POSIX: the first of these that is set says the locale. Windows and macOS have terminals of UTF-8, and often none of them.</summary>
    private static bool ShowsUtf8(Func<string, string?> environment)
    {
        var locale = ((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale is null
            ? !OperatingSystem.IsLinux()
            : locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase);
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
