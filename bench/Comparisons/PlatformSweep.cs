using System.Globalization;
using Muster.Bench.Cloud;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>What a sweep of 40 minutes on 100 instances costs beside them: the platform's own price.</summary>
internal sealed class PlatformSweep : IComparison
{
    private const double LimitUsd = 0.05;

    /// <inheritdoc />
    public string Name => "platform-sweep";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        // 8 points one after the other in each of 400 slots.
        var plan = bench.Options.IsQuick ? new CloudPlan(400, TimeSpan.FromMinutes(1)) : new CloudPlan(3_200, TimeSpan.FromMinutes(4.4));
        using var platform = VirtualPlatform.Run(plan);
        var what = string.Create(CultureInfo.InvariantCulture, $"platform: {plan}, {platform.Took.TotalMinutes:0.0} min");
        yield return Row.Money(what, platform.Use.Usd, LimitUsd);
        foreach (var (part, usd) in platform.Use.Bill)
            yield return Row.Part(part, usd);
        using var talking = VirtualPlatform.Run(plan with { TellsEvery = TimeSpan.FromMinutes(1) });
        yield return Row.Part(string.Create(CultureInfo.InvariantCulture, $"the same, all in all, if each point writes a line a minute: {talking.Use.Puts:N0} PUT"), talking.Use.Usd);
    }
}
