using System.CommandLine;
using System.Globalization;
using Muster.Cli.Completion;
using Muster.Logs;
using Muster.Units;

namespace Muster.Cli.Logs;

/// <summary>The options of <c>muster logs</c> that do not choose points.</summary>
internal sealed class LogOptions
{
    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public Option<AttemptChoice?> Attempt { get; } = new Option<AttemptChoice?>("--attempt")
    {
        Description = "Which attempt, counted from 1, or 'all' (default: the last; with --follow all of the last round)",
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text == "all")
                return AttemptChoice.All;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                return AttemptChoice.Of(number);
            result.AddError($"--attempt is '{text}'; it is a whole number of 1 or more, or 'all'.");
            return null;
        },
    }.WithWords("all");

    public Option<bool> Error { get; } = new("--stderr") { Description = "What they wrote to standard error, instead of standard output" };

    public Option<int?> Tail { get; } = Words.Number("--tail", "Only the last N lines of each attempt", least: 0);

    public Option<string?> Since { get; } = new("--since")
    {
        Description = "Only attempts that ran or ended in the last TIME, such as 10m, or at or after a time such as 2026-03-01T14:00",
        HelpName = "TIME",
    };

    public Option<bool> Follow { get; } = new("--follow", "-f") { Description = "Show what is written until the points, or else the run, have ended (default: all points)" };

    public Option<LogPrefixKind?> Prefix { get; } = Words.Option<LogPrefixKind>("--prefix", "What stands before each line (default: index, but none for one point)", "PREFIX");

    public IReadOnlyList<Option> All => [Attempt, Error, Tail, Since, Follow, Prefix];

    /// <summary>What was asked.</summary>
    /// <exception cref="UsageException">The time cannot be read.</exception>
    public LogOrder Of(ParseResult parsed, TimeProvider time) => new()
    {
        Attempts = parsed.GetValue(Attempt) ?? AttemptChoice.Last,
        Error = parsed.GetValue(Error),
        Tail = parsed.GetValue(Tail),
        Since = parsed.GetValue(Since) is { } since ? TimeOf(since, time) : null,
    };

    /// <summary>The time that a text names, or which lies so far back.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static DateTimeOffset TimeOf(string text, TimeProvider time)
    {
        if (Duration.TryParse(text, out var back))
            return time.GetUtcNow() - DateTimeOffset.MinValue > back ? time.GetUtcNow() - back : DateTimeOffset.MinValue;
        if (DateTime.TryParseExact(text.Replace(' ', 'T'), Times, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at))
            return new(at, at.Kind == DateTimeKind.Utc ? TimeSpan.Zero : time.LocalTimeZone.GetUtcOffset(at));
        throw new UsageException($"--since is '{text}'; it is how far back, such as 90s or 10m, or a time such as 2026-03-01T14:00, 2026-03-01T14:00:05Z or 2026-03-01.");
    }
}
