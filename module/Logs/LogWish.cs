using System.Globalization;
using Muster.Cli;
using Muster.Cli.Logs;
using Muster.Logs;

namespace Muster.PowerShell.Logs;

/// <summary>Reads what is asked of output as it is typed in PowerShell.</summary>
internal static class LogWish
{
    /// <summary>The attempts that a text means: a number, or All.</summary>
    /// <exception cref="UsageException">It means none.</exception>
    public static AttemptChoice Attempts(string? text) =>
        text is null ? AttemptChoice.Last
        : string.Equals(text, "all", StringComparison.OrdinalIgnoreCase) ? AttemptChoice.All
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? AttemptChoice.Of(number)
        : throw new UsageException($"-Attempt is '{text}'; it is a whole number of 1 or more, or All.");

    /// <summary>The time that a date, a span back from now, or a text of either means; null: none was given.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static DateTimeOffset? Since(object? value, TimeProvider time) => value switch
    {
        null => null,
        DateTimeOffset at => at,
        DateTime { Kind: DateTimeKind.Utc } at => new(at, TimeSpan.Zero),
        DateTime at => new(DateTime.SpecifyKind(at, DateTimeKind.Unspecified), time.LocalTimeZone.GetUtcOffset(at)),
        TimeSpan back => time.GetUtcNow() - back,
        _ => LogOptions.TimeOf(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", time),
    };
}
