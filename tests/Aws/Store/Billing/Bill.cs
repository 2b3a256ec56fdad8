using System.Globalization;
using Muster.Aws.Store;
using Muster.Testing.Platform;

namespace Muster.Tests.Aws.Store.Billing;

/// <summary>What a run costs of DynamoDB (<see cref="AwsPrices"/>).</summary>
internal static class Bill
{
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

    public static double Usd(RequestCount count) => (count.ReadUnits * AwsPrices.ReadUnit) + (count.WriteUnits * AwsPrices.WriteUnit);

    private static string Line(RequestCount count) => string.Create(
        CultureInfo.InvariantCulture, $"{count.Operation,-20}{count.Reads,12:N0}{count.Writes,12:N0}{count.ReadUnits,14:N1}{count.WriteUnits,14:N0}");
}
