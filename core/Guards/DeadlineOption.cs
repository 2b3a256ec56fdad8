using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Muster.Units;

namespace Muster.Guards;

/// <summary>What <c>--deadline</c> says: a duration from the first start on, or a time.</summary>
public sealed record DeadlineOption
{
    /// <summary>What is allowed, for error messages.</summary>
    public const string Allowed = "how long the agent works from its first start on, such as 90m or 8h, or a time with its zone, such as 2026-03-01T20:00Z or 2026-03-01T20:00:05+02:00";

    // A time without a zone is refused: the machine's zone is often not that of whoever wrote it.
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private DeadlineOption(string text, TimeSpan? after, DateTimeOffset? time) => (Text, After, Time) = (text, after, time);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>How long from the first start on; null when it is a time.</summary>
    public TimeSpan? After { get; }

    /// <summary>The time (UTC); null when it is a duration.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is none; the message says what is allowed.</exception>
    public static DeadlineOption Parse(string text) => TryParse(text, out var option) ? option : throw new FormatException($"'{text}' is not {Allowed}.");

    /// <summary>Reads it; false when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DeadlineOption? option)
    {
        option = Duration.TryParse(text, out var after) && after > TimeSpan.Zero ? new(text, after, null)
            : HasZone(text) && DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) ? new(text, null, time)
            : null;
        return option is not null;
    }

    private static bool HasZone(string text) => text.EndsWith('Z') || (text.IndexOf('T', StringComparison.Ordinal) is >= 0 and var t && text.AsSpan(t).ContainsAny('+', '-'));
}
