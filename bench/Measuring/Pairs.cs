namespace Muster.Bench.Measuring;

/// <summary>
/// Samples of two sides, taken in turns so that whatever else the machine does meets both. The ratio is the median of the
/// ratios within each pair, and not the ratio of the medians.
/// </summary>
internal sealed record Pairs(IReadOnlyList<Sample> Ours, IReadOnlyList<Sample> Theirs)
{
    /// <summary>Takes turns with several others: all of them once per round.</summary>
    /// <returns>One set of pairs for each of the others, in their order.</returns>
    public static IReadOnlyList<Pairs> Take(int rounds, Func<Sample> ours, params Func<Sample>[] others)
    {
        var own = new List<Sample>();
        var theirs = others.Select(_ => new List<Sample>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            own.Add(ours());
            for (var other = 0; other < others.Length; other++)
                theirs[other].Add(others[other]());
        }

        return [.. theirs.Select(samples => new Pairs(own, samples))];
    }

    /// <summary>Median of our times on the wall.</summary>
    public TimeSpan OurWall => Wall(Ours);

    /// <summary>Median of their times on the wall.</summary>
    public TimeSpan TheirWall => Wall(Theirs);

    /// <summary>Ours by theirs, on the wall.</summary>
    public double WallRatio => Medians.Of(Ours.Zip(Theirs, (our, their) => our.Wall / their.Wall));

    /// <summary>Ours by theirs, in CPU time; null when either was not measured.</summary>
    public double? CpuRatio => Ours.Concat(Theirs).Any(sample => sample.Cpu is null)
        ? null
        : Medians.Of(Ours.Zip(Theirs, (our, their) => our.Cpu!.Value / their.Cpu!.Value));

    private static TimeSpan Wall(IReadOnlyList<Sample> samples) => TimeSpan.FromSeconds(Medians.Of(samples.Select(sample => sample.Wall.TotalSeconds)));
}
