using System.Globalization;
using Muster.Aws.Store;

namespace Muster.Tests.Aws.Store.Billing;

/// <summary>
/// What a run costs. USD per million units on demand in us-east-1, from the price cut of 2024-11-01 on: read 0.125, write
/// 0.625, as https://airbyte.com/data-engineering-resources/dynamodb-pricing quotes them (2025-07-21); AWS's own page
/// (https://aws.amazon.com/dynamodb/pricing/on-demand/) shows prices only to scripts and was not seen.
/// </summary>
internal static class Bill
{
    private const double UsdPerReadUnit = 0.125e-6, UsdPerWriteUnit = 0.625e-6;

    public static string Of(CapacityPlan plan, CapacityRun run)
    {
        var total = run.Meter.Total;
        return string.Join(Environment.NewLine,
        [
            string.Create(CultureInfo.InvariantCulture, $"{plan}: {run.Took.TotalSeconds:0} s"),
            $"{"operation",-20}{"reads",12}{"writes",12}{"read units",14}{"write units",14}",
            .. run.Meter.Counts.Append(total).Select(Line),
            string.Create(CultureInfo.InvariantCulture, $"per point: {total.WriteUnits / plan.Points:0.000} write units, {total.ReadUnits / plan.Points:0.000} read units; {Usd(total):0.0000} USD in all"),
            "",
        ]);
    }

    public static double Usd(RequestCount count) => (count.ReadUnits * UsdPerReadUnit) + (count.WriteUnits * UsdPerWriteUnit);

    private static string Line(RequestCount count) => string.Create(
        CultureInfo.InvariantCulture, $"{count.Operation,-20}{count.Reads,12:N0}{count.Writes,12:N0}{count.ReadUnits,14:N1}{count.WriteUnits,14:N0}");
}
