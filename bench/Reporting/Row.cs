using Muster.Bench.Measuring;

namespace Muster.Bench.Reporting;

/// <summary>One line of the table, as text.</summary>
internal sealed record Row
{
    private const string Nothing = "–";

    /// <summary>What was measured.</summary>
    public required string What { get; init; }

    /// <summary>What it is compared with.</summary>
    public required string Against { get; init; }

    /// <summary>Our figure.</summary>
    public string Ours { get; private init; } = Nothing;

    /// <summary>The other's figure.</summary>
    public string Theirs { get; private init; } = Nothing;

    /// <summary>The ratio on the wall.</summary>
    public string Ratio { get; private init; } = Nothing;

    /// <summary>The ratio of CPU time, in the same direction.</summary>
    public string CpuRatio { get; private init; } = Nothing;

    /// <summary>What is wanted.</summary>
    public string Target { get; private init; } = Nothing;

    /// <summary>Whether the target is met.</summary>
    public required string Verdict { get; init; }

    /// <summary>Ours shall take at most so many times theirs.</summary>
    public static Row AtMost(string what, Pairs pairs, string against, double limit) => Of(what, pairs, against) with
    {
        Target = $"≤ {limit}",
        Verdict = Judge(pairs.WallRatio <= limit),
    };

    /// <summary>Both sides, without a target.</summary>
    public static Row Beside(string what, Pairs pairs, string against) => Of(what, pairs, against);

    /// <summary>Ours shall take at most so many times theirs, or this long, whichever is larger.</summary>
    public static Row AtMostOr(string what, Pairs pairs, string against, double limit, TimeSpan always) => AtMost(what, pairs, against, limit) with
    {
        Target = $"≤ {limit}, or ≤ {always.TotalSeconds} s",
        Verdict = Judge(pairs.WallRatio <= limit || pairs.OurWall <= always),
    };

    /// <summary>Ours shall be faster by so many times at least; the ratios are theirs by ours.</summary>
    public static Row FasterBy(string what, Pairs pairs, string against, double factor)
    {
        var inverse = new Pairs(pairs.Theirs, pairs.Ours);
        return Of(what, pairs, against) with
        {
            Ratio = $"{inverse.WallRatio:0.00} × faster",
            CpuRatio = inverse.CpuRatio is { } cpu ? $"{cpu:0.00} × less" : Nothing,
            Target = $"≥ {factor} × faster",
            Verdict = Judge(inverse.WallRatio >= factor),
        };
    }

    /// <summary>The median of these peaks shall be at most so many bytes.</summary>
    public static Row Memory(string what, IReadOnlyList<long> peaks, long limit)
    {
        var median = Medians.Of(peaks.Select(peak => (double)peak));
        return new()
        {
            What = what,
            Against = "the limit",
            Ours = $"{median / 1e6:0} MB",
            Theirs = $"{limit / 1e6:0} MB",
            Ratio = $"{median / limit:0.00}",
            Target = $"≤ {limit / 1e6:0} MB",
            Verdict = Judge(median <= limit),
        };
    }

    /// <summary>This share of one core shall be at most so much.</summary>
    public static Row Share(string what, double share, double limit) => new()
    {
        What = what,
        Against = "the limit",
        Ours = $"{share * 100:0.000} %",
        Theirs = $"{limit * 100:0.0} %",
        Ratio = $"{share / limit:0.00}",
        Target = $"≤ {limit * 100:0.0} %",
        Verdict = Judge(share <= limit),
    };

    /// <summary>This shall cost at most so much, in USD.</summary>
    public static Row Money(string what, double usd, double limit) => new()
    {
        What = what,
        Against = "the limit",
        Ours = Usd(usd),
        Theirs = Usd(limit),
        Ratio = $"{usd / limit:0.00}",
        Target = $"≤ {Usd(limit)}",
        Verdict = Judge(usd <= limit),
    };

    /// <summary>What a part of that costs, in USD; without a target.</summary>
    public static Row Part(string what, double usd) => new() { What = $"… {what}", Against = Nothing, Ours = Usd(usd), Verdict = Nothing };

    /// <summary>The median of these times shall be at most so long.</summary>
    public static Row Time(string what, IReadOnlyList<TimeSpan> times, TimeSpan limit)
    {
        var median = TimeSpan.FromSeconds(Medians.Of(times.Select(time => time.TotalSeconds)));
        return new()
        {
            What = what,
            Against = "the limit",
            Ours = Text(median),
            Theirs = Text(limit),
            Ratio = $"{median / limit:0.00}",
            Target = $"≤ {Text(limit)}",
            Verdict = Judge(median <= limit),
        };
    }

    /// <summary>How long something took; without a target.</summary>
    public static Row Took(string what, TimeSpan time) => new() { What = what, Against = Nothing, Ours = Text(time), Verdict = Nothing };

    /// <summary>A row that could not be measured here.</summary>
    public static Row NotMeasured(string what, string against, string why) => new() { What = what, Against = against, Verdict = $"not measured: {why}" };

    private static Row Of(string what, Pairs pairs, string against) => new()
    {
        What = what,
        Against = against,
        Ours = Text(pairs.OurWall),
        Theirs = Text(pairs.TheirWall),
        Ratio = $"{pairs.WallRatio:0.00}",
        CpuRatio = pairs.CpuRatio is { } cpu ? $"{cpu:0.00}" : Nothing,
        Verdict = Nothing,
    };

    private static string Judge(bool isMet) => isMet ? "pass" : "**miss**";

    private static string Usd(double usd) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${usd:0.0000}");

    private static string Text(TimeSpan time) => time.TotalSeconds >= 1 ? $"{time.TotalSeconds:0.00} s" : $"{time.TotalMilliseconds:0.0} ms";
}
