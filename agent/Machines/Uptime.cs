using System.Globalization;

namespace Muster.Agent.Machines;

/// <summary>How long this machine's system has run.</summary>
public static class Uptime
{
    /// <summary>Since it started; null: the system does not tell.</summary>
    public static TimeSpan? Read() => Of("/proc/uptime");

    /// <summary>What a file such as <c>/proc/uptime</c> says; null: nothing that can be read.</summary>
    internal static TimeSpan? Of(string file)
    {
        try
        {
            var first = File.ReadAllText(file).Split(' ', 2)[0];
            return double.TryParse(first, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
