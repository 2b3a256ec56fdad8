namespace Muster.Workers;

/// <summary>How many points a worker keeps claimed beyond those that it runs: as many as its slots finish in a short time, none when points are long.</summary>
internal sealed class ClaimAhead(WorkerPolicy policy)
{
    private double meanSeconds = double.NaN;

    /// <summary>Learns from a point that ran so long.</summary>
    public void Learn(TimeSpan elapsed)
    {
        var seconds = Math.Max(elapsed.TotalSeconds, 1e-4);
        meanSeconds = double.IsNaN(meanSeconds) ? seconds : meanSeconds + (seconds - meanSeconds) / 8;
    }

    /// <summary>Points to keep claimed, 0 or more; 0 until a first point has ended.</summary>
    /// <param name="slots">Points that may run at once.</param>
    public int Target(int slots)
    {
        if (double.IsNaN(meanSeconds))
            return 0;
        var ahead = slots * policy.ClaimAhead.TotalSeconds / meanSeconds;
        return ahead >= policy.MostAhead ? policy.MostAhead : ahead < slots ? 0 : (int)ahead;
    }
}
