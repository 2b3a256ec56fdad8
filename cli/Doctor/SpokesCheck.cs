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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
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
        while (true)
        {
            var spokes = await platform.Fleet.ListSpokesAsync(cancel);
            if (spokes.All(spoke => spoke.CheckAnswered == id) || context.Time.GetElapsedTime(began) >= Patience)
                return Judge(id, spokes, sentAt, context.Time.GetUtcNow());
            await Task.Delay(LookEvery, context.Time, cancel);
        }
    }

    /// <summary>Decides: a spoke that did not answer is a failure, a clock that differs from the hub's a warning.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="spokes">The spokes as they are now.</param>
    /// <param name="sentAt">When it was sent, by this machine's clock (UTC).</param>
    /// <param name="now">When it was looked at last, by this machine's clock (UTC).</param>
    public static Finding Judge(string check, IReadOnlyList<SpokeRecord> spokes, DateTimeOffset sentAt, DateTimeOffset now)
    {
        var silent = spokes.Where(spoke => spoke.CheckAnswered != check).Select(spoke => spoke.Key.ToString()).ToList();
        if (silent.Count > 0)
        {
            return Finding.Fail(
                $"{(silent.Count == 1 ? "A spoke" : $"{silent.Count} spokes")} of {spokes.Count} did not answer within {Duration.Format(Patience)}: {string.Join(", ", silent)}",
                "Look at the executions of the hub's machine 'ask' and of the spoke's 'check', and at the dead-letter queues; deploy again: muster platform deploy");
        }

        var answered = spokes.Select(spoke => spoke.CheckAnsweredAt).OfType<DateTimeOffset>().ToList();
        if (answered.Exists(at => at < sentAt - ClockTolerance || at > now + ClockTolerance))
            return Finding.Warn($"All {spokes.Count} spokes answered, but this machine's clock differs from the hub's by more than {Duration.Format(ClockTolerance)}", "Set this machine's clock, best by a time service (NTP).");
        return Finding.Ok($"{(spokes.Count == 1 ? "The spoke" : $"All {spokes.Count} spokes")} answered within {Duration.Format(TimeSpan.FromSeconds(Math.Ceiling((now - sentAt).TotalSeconds)))}");
    }
}
