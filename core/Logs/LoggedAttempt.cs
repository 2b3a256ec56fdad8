using Muster.Outputs;
using Muster.Points;

namespace Muster.Logs;

/// <summary>An attempt that has written, or may have: one that ended, or one that runs on this machine.</summary>
/// <param name="Index">The point, 0-based.</param>
/// <param name="Round">1-based.</param>
/// <param name="Number">1-based within the round.</param>
public sealed record LoggedAttempt(long Index, int Round, int Number)
{
    /// <summary>The id of the job that it is an attempt of; null: of the point's command.</summary>
    public string? Job { get; init; }

    /// <summary>Its record; null: it has not ended, or its end is not durable yet.</summary>
    public AttemptRecord? Ended { get; init; }

    /// <summary>What runs; null: nothing that is known of.</summary>
    public LiveAttempt? Running { get; init; }

    /// <summary>One that ended.</summary>
    public static LoggedAttempt Of(long index, int round, AttemptRecord record) => new(index, round, record.Number) { Ended = record };

    /// <summary>One that runs.</summary>
    /// <param name="live">What runs.</param>
    /// <param name="job">The id of the job that it is an attempt of; null: of the point's command.</param>
    public static LoggedAttempt Of(LiveAttempt live, string? job = null) => new(live.Index, live.Round, live.Number) { Job = job, Running = live };

    /// <summary>Whether it ran or ended at a time or later; true where its end is not known.</summary>
    /// <param name="since">The time (UTC); null: any.</param>
    public bool IsSince(DateTimeOffset? since) => since is null || Ended?.Elapsed is not { } elapsed || Ended.StartedAt + elapsed >= since;
}

/// <summary>A part of what an attempt wrote. Its bytes are valid until the next part is asked for.</summary>
/// <param name="Of">The attempt.</param>
/// <param name="Bytes">The bytes, none of them told before.</param>
/// <param name="IsLast">Whether this is all of the attempt that is told.</param>
public readonly record struct LogPart(LoggedAttempt Of, ReadOnlyMemory<byte> Bytes, bool IsLast)
{
    /// <summary>Why what it wrote cannot be read; null: it can.</summary>
    public string? Problem { get; init; }
}

/// <summary>Which of a point's attempts are wanted.</summary>
public sealed record AttemptChoice
{
    private AttemptChoice(int? number, bool isAll) => (Number, IsAll) = (number, isAll);

    /// <summary>The last one.</summary>
    public static AttemptChoice Last { get; } = new(null, false);

    /// <summary>All of all rounds.</summary>
    public static AttemptChoice All { get; } = new(null, true);

    /// <summary>One of the last round that has attempts of the point.</summary>
    /// <param name="number">1 or more.</param>
    public static AttemptChoice Of(int number) => new(number, false);

    /// <summary>Its number within the round; null: no certain one.</summary>
    public int? Number { get; }

    /// <summary>Whether all are wanted.</summary>
    public bool IsAll { get; }

    /// <summary>Those that are wanted.</summary>
    /// <param name="attempts">A point's attempts of all rounds, oldest first.</param>
    public IReadOnlyList<LoggedAttempt> From(IReadOnlyList<LoggedAttempt> attempts) => (attempts, IsAll, Number) switch
    {
        ([], _, _) or (_, true, _) => attempts,
        ([.., var last], _, { } number) => [.. attempts.Where(attempt => attempt.Round == last.Round && attempt.Number == number)],
        ([.., var last], _, null) => [last],
    };
}

/// <summary>What is to be told.</summary>
public sealed record LogOrder
{
    /// <summary>Standard error, or else standard output; default: the latter.</summary>
    public bool Error { get; init; }

    /// <summary>Which attempts; default: the last.</summary>
    public AttemptChoice Attempts { get; init; } = AttemptChoice.Last;

    /// <summary>Only so many last lines of each attempt; null: all.</summary>
    public int? Tail { get; init; }

    /// <summary>Only attempts that ran or ended at this time or later (UTC); null: all.</summary>
    public DateTimeOffset? Since { get; init; }
}
