namespace Muster.Testing.Simulation;

/// <summary>
/// Runs the real coordinator and worker logic in a world of virtual time that is drawn from a seed: it crashes them at any
/// step, loses, delays and doubles messages, skews and jumps clocks, and checks the design's promises after every event.
/// The same seed is the same world, event by event.
/// </summary>
public static class SimRunner
{
    /// <summary>Runs one seed's world to its end.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="options">How; null: as the defaults say.</param>
    public static SimResult Run(long seed, SimOptions? options = null)
    {
        // Continuations must run at once and on this thread, so that the same seed is the same world.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var sweep = new SimulatedSweep(seed, options ?? new());
            sweep.Run();
            return SimResult.Of(seed, sweep);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Runs the worlds of many seeds, on all processors.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="options">How; null: as the defaults say.</param>
    /// <returns>The results by seed.</returns>
    public static IReadOnlyList<SimResult> RunMany(long first, int count, SimOptions? options = null)
    {
        var results = new SimResult[count];
        Parallel.For(0, count, i => results[i] = Run(first + i, options));
        return results;
    }
}
