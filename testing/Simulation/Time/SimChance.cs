namespace Muster.Testing.Simulation.Time;

/// <summary>Chance from a seed (SplitMix64), the same on every machine and version of .NET.</summary>
internal sealed class SimChance(long seed)
{
    // The seed is mixed first: without that, the numbers of neighbouring seeds would be the same but for a shift.
    private ulong state = Mix(unchecked(Mix((ulong)seed + 1) + 0xD1B54A32D192ED03));

    /// <summary>From 0 to below 1.</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public bool Happens(double probability) => probability > 0 && Next() < probability;

    /// <summary>From least to most, both included.</summary>
    public int Between(int least, int most) => least + (int)(Next() * (most - least + 1));

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + new TimeSpan((long)(Next() * (most - least).Ticks));

    public TimeSpan UpTo(TimeSpan most) => Between(TimeSpan.Zero, most);

    public T Pick<T>(params ReadOnlySpan<T> options) => options[Between(0, options.Length - 1)];

    private ulong NextBits()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            return Mix(state);
        }
    }

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            var mixed = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
