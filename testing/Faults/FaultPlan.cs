using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Faults;

/// <summary>Decides what happens to each request, from a seed alone: the same seed and number are the same fault.</summary>
/// <param name="Seed">Any number.</param>
/// <param name="Mix">How often what happens.</param>
public sealed record FaultPlan(long Seed, FaultMix Mix)
{
    /// <summary>What happens to a request.</summary>
    /// <param name="request">Its number in the order of arrival, from 0.</param>
    public Fault At(long request)
    {
        var chance = new SimChance(unchecked((Seed * 6_364_136_223_846_793_005) + request));
        return new(Mix.At(chance.Next()), chance.UpTo(Mix.LongestWait), chance.Next());
    }
}
