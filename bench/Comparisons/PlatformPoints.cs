using System.Globalization;
using Muster.Bench.Cloud;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>What a million short points cost beside the instances, their output and results packed.</summary>
internal sealed class PlatformPoints : IComparison
{
    private const double LimitUsd = 5;
    private const int Million = 1_000_000, Quick = 20_000;

    /// <inheritdoc />
    public string Name => "platform-points";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var plan = new CloudPlan(bench.Options.IsQuick ? Quick : Million, TimeSpan.FromMilliseconds(100)) { ObjectsPerPack = 2 };
        using var platform = VirtualPlatform.Run(plan);
        var what = string.Create(CultureInfo.InvariantCulture, $"platform: {plan}, output and results packed, {platform.Took.TotalMinutes:0.0} min");
        yield return Row.Money(what, platform.Use.Usd, LimitUsd);
        foreach (var (part, usd) in platform.Use.Bill)
            yield return Row.Part(part, usd);
    }
}
