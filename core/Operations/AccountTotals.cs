namespace Muster.Operations;

/// <summary>What attempts have taken together. Sums are of what is known; null: it is known of none.</summary>
public sealed record AccountTotals
{
    private double used;
    private TimeSpan weight;

    /// <summary>Nothing yet.</summary>
    public static AccountTotals None { get; } = new();

    /// <summary>Points that were asked for, whether or not an attempt of theirs has ended.</summary>
    public long Points { get; private init; }

    /// <summary>Attempts that ended.</summary>
    public long Attempts { get; private init; }

    /// <summary>How long they ran.</summary>
    public TimeSpan? Run { get; private init; }

    /// <summary>Their CPU time.</summary>
    public TimeSpan? Cpu { get; private init; }

    /// <summary>The mean of their efficiencies, each weighted by how long its attempt ran.</summary>
    public double? Efficiency => weight > TimeSpan.Zero ? used / weight.TotalSeconds : null;

    /// <summary>The largest peak memory in bytes.</summary>
    public long? PeakMemoryBytes { get; private init; }

    /// <summary>How many attempts each of them leaves out.</summary>
    public AccountUnknowns Unknown { get; private init; }

    /// <summary>With one more point, and not yet its attempts.</summary>
    public AccountTotals PlusPoint() => this with { Points = Points + 1 };

    /// <summary>With one more attempt.</summary>
    public AccountTotals Plus(AttemptAccount account)
    {
        var attempt = account.Of.Attempt;
        var weighs = account.Efficiency is null ? TimeSpan.Zero : attempt.Elapsed ?? TimeSpan.Zero;
        return this with
        {
            Attempts = Attempts + 1,
            Run = Sum(Run, attempt.Elapsed),
            Cpu = Sum(Cpu, attempt.CpuTime),
            used = used + (account.Efficiency ?? 0) * weighs.TotalSeconds,
            weight = weight + weighs,
            PeakMemoryBytes = attempt.PeakMemoryBytes is { } peak ? Math.Max(peak, PeakMemoryBytes ?? peak) : PeakMemoryBytes,
            Unknown = Unknown.Plus(account),
        };
    }

    private static TimeSpan? Sum(TimeSpan? sum, TimeSpan? more) => more is { } known ? (sum ?? TimeSpan.Zero) + known : sum;
}

/// <summary>Of how many attempts something is not known.</summary>
/// <param name="Run">How long they ran.</param>
/// <param name="Cpu">Their CPU time.</param>
/// <param name="Efficiency">Their efficiency.</param>
/// <param name="PeakMemory">Their peak memory.</param>
public readonly record struct AccountUnknowns(long Run, long Cpu, long Efficiency, long PeakMemory)
{
    /// <summary>With one more attempt.</summary>
    public AccountUnknowns Plus(AttemptAccount account) => new(
        Run + One(account.Of.Attempt.Elapsed is null),
        Cpu + One(account.Of.Attempt.CpuTime is null),
        Efficiency + One(account.Efficiency is null),
        PeakMemory + One(account.Of.Attempt.PeakMemoryBytes is null));

    private static int One(bool isUnknown) => isUnknown ? 1 : 0;
}
