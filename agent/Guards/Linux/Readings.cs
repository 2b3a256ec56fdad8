using System.Globalization;

namespace Muster.Agent.Guards.Linux;

/// <summary>Reads one thing of a machine, or learns that it cannot be read.</summary>
internal static class Readings
{
    /// <summary>What was read; null: it could not be, or says something that we do not understand.</summary>
    public static T? Try<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A whole number of 0 or more.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="OverflowException">It is too large.</exception>
    public static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The words of a line.</summary>
    public static string[] Words(string line) => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
