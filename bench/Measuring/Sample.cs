namespace Muster.Bench.Measuring;

/// <summary>What one run of something took.</summary>
/// <param name="Wall">Time on the wall.</param>
/// <param name="Cpu">User and system time of the process and all that it waited for; null: not measured.</param>
internal sealed record Sample(TimeSpan Wall, TimeSpan? Cpu)
{
    /// <summary>The same for another amount of work.</summary>
    public Sample Times(double factor) => new(Wall * factor, Cpu * factor);
}
