using System.Globalization;
using Muster.Cli.Stores;
using Muster.Fleet;
using Muster.Units;

namespace Muster.Cli.Doctor;

/// <summary>Whether every spoke of a platform answers: a wish goes through the hub to each of them, and their answers come back the same way.</summary>
/// <param name="address">The store.</param>
/// <param name="context">The clocks; opens the store.</param>
/// <param name="chance">From 0 up to 1.</param>
internal sealed class SpokesCheck(StoreAddress address, CommandContext context, Func<double> chance) : IDoctorCheck
{
    /// <summary>How long answers are waited for: a pipe, two buses and two machines take seconds.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How often it is looked for them; so much longer than it took may a time be that is told.</summary>
    internal static TimeSpan LookEvery { get; } = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public string Name => "spokes";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(CancellationToken cancel)
    {
        using var store = context.OpenStore(address);
        if (store?.Platform is not { } platform || !await platform.IsThereAsync(cancel))
            return Finding.Skip($"No platform is deployed for {address.Text}.");
        var id = string.Create(CultureInfo.InvariantCulture, $"doctor-{context.Time.GetUtcNow().ToUnixTimeMilliseconds()}-{(long)(chance() * 1_000_000):D6}");
        var (sentAt, began) = (context.Time.GetUtcNow(), context.Time.GetTimestamp());
        await platform.Fleet.WishAsync(new PlatformWish.Check(id), cancel);
        var seen = new Dictionary<SpokeKey, TimeSpan>();
        while (true)
        {
            var spokes = await platform.Fleet.ListSpokesAsync(cancel);
            var passed = context.Time.GetElapsedTime(began);
            foreach (var spoke in spokes.Where(spoke => spoke.CheckAnswered == id))
                seen.TryAdd(spoke.Key, passed);
            if (spokes.All(spoke => seen.ContainsKey(spoke.Key)) || passed >= Patience)
                return Judge([.. spokes.Select(spoke => new SpokeAnswer(spoke.Key, seen.TryGetValue(spoke.Key, out var after) ? after : null, spoke.CheckAnsweredAt))], sentAt);
            await Task.Delay(LookEvery, context.Time, cancel);
        }
    }

    /// <summary>Decides: a spoke that did not answer is a failure, a clock that differs from the hub's a warning.</summary>
    /// <param name="spokes">What was seen of the spokes.</param>
    /// <param name="sentAt">When the check was sent, by this machine's clock (UTC).</param>
    public static Finding Judge(IReadOnlyList<SpokeAnswer> spokes, DateTimeOffset sentAt)
    {
        var silent = spokes.Where(spoke => spoke.After is null).Select(spoke => spoke.Key.ToString()).ToList();
        if (silent.Count > 0)
        {
            return Finding.Fail(
                $"{(silent.Count == 1 ? "A spoke" : $"{silent.Count} spokes")} of {spokes.Count} did not answer within {Duration.Format(Patience)}: {string.Join(", ", silent)}",
                "Look at the executions of the hub's machine 'ask' and of the spoke's 'check', and at the dead-letter queues; deploy again: muster platform deploy");
        }

        var message = $"{(spokes.Count == 1 ? "The spoke" : $"All {spokes.Count} spokes")} answered, there and back: {string.Join(", ", spokes.Select(spoke => $"{spoke.Key} in {Seconds(spoke.After!.Value)}"))}";
        var difference = spokes.Select(spoke => DifferenceOf(spoke, sentAt)).MaxBy(difference => difference.Duration());
        return difference.Duration() <= ClockTolerance
            ? Finding.Ok($"{message}; this machine's clock agrees with the hub's")
            : Finding.Warn($"{message}; but this machine's clock is at least {Seconds(difference.Duration())} {(difference > TimeSpan.Zero ? "behind" : "ahead of")} the hub's", "Set this machine's clock, best by a time service (NTP).");
    }

    // The hub took the answer between the question and the look at which it was seen; beyond that, the clocks differ. More cannot be told.
    private static TimeSpan DifferenceOf(SpokeAnswer spoke, DateTimeOffset sentAt) => spoke.TakenAt is not { } taken ? TimeSpan.Zero
        : taken < sentAt ? taken - sentAt
        : taken > sentAt + spoke.After!.Value ? taken - (sentAt + spoke.After.Value)
        : TimeSpan.Zero;

    private static string Seconds(TimeSpan time) => Duration.Format(TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)));
}

/// <summary>What was seen of a spoke's answer.</summary>
/// <param name="Key">The spoke.</param>
/// <param name="After">How long after the question it was seen; null: it was not.</param>
/// <param name="TakenAt">When the hub took it, by the hub's clock (UTC); null: it never took one.</param>
internal sealed record SpokeAnswer(SpokeKey Key, TimeSpan? After, DateTimeOffset? TakenAt);
