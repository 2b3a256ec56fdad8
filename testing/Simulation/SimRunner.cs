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
        var (next, threads) = (-1, new Thread[Math.Min(count, Environment.ProcessorCount)]);
        Exception? failure = null;
        // Threads of their own: worlds keep a processor busy for long, and the pool's threads have others to serve.
        for (var thread = 0; thread < threads.Length; thread++)
        {
            threads[thread] = new(Work) { IsBackground = true, Name = "Simulated worlds" };
            threads[thread].Start();
        }

        foreach (var thread in threads)
            thread.Join();
        return failure is null ? results : throw new InvalidOperationException("The simulation itself failed.", failure);

        void Work()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                    results[i] = Run(first + i, options);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, error, null);
            }
        }
    }

    /// <summary>Looks for a seed whose world breaks a promise.</summary>
    /// <param name="first">The first seed to try.</param>
    /// <param name="most">How many to try at most.</param>
    /// <param name="options">How; null: as the defaults say.</param>
    /// <returns>The lowest such seed's result; null: there is none among them. A world that only fails to end, or an error that was thrown, does not count.</returns>
    public static SimResult? FindBreach(long first, int most, SimOptions? options = null)
    {
        const int Batch = 32;
        for (var tried = 0; tried < most; tried += Batch)
        {
            var found = RunMany(first + tried, Math.Min(Batch, most - tried), options).FirstOrDefault(result => result.Breach is { Promise: > 0 });
            if (found is not null)
                return found;
        }

        return null;
    }
}
