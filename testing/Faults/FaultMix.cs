using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Faults;

/// <summary>How often each kind of fault happens: probabilities per request, from 0, together at most 1.</summary>
public sealed record FaultMix
{
    /// <summary>Every kind, about one request in three.</summary>
    public static FaultMix Harsh { get; } = new(Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None).Select(kind => (kind, 0.04)));

    private readonly List<(FaultKind Kind, double Rate)> rates;

    /// <summary>A mix of kinds.</summary>
    /// <param name="rates">Each kind at most once, with its probability; those that are left out never happen.</param>
    public FaultMix(IEnumerable<(FaultKind Kind, double Rate)> rates)
    {
        this.rates = [.. rates];
        if (this.rates.Exists(rate => !(rate.Rate >= 0)) || this.rates.Sum(rate => rate.Rate) > 1 + 1e-9)
            throw new ArgumentException($"Probabilities are 0 or more, and at most 1 together; these are {string.Join(", ", this.rates)}.", nameof(rates));
    }

    /// <summary>The longest wait of a fault that waits; default 3 ms.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMilliseconds(3);

    /// <summary>A mix drawn from a seed: half of the kinds are absent, so that others come to the fore.</summary>
    /// <param name="seed">Any number.</param>
    public static FaultMix Of(long seed)
    {
        var chance = new SimChance(seed);
        return new(Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None).Select(kind => (kind, chance.Happens(0.5) ? 0 : 0.1 * chance.Next())));
    }

    /// <summary>The kind at a number from 0 to below 1.</summary>
    internal FaultKind At(double roll)
    {
        foreach (var (kind, rate) in rates)
        {
            if (roll < rate)
                return kind;
            roll -= rate;
        }

        return FaultKind.None;
    }
}
