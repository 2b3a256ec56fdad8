using Muster.Tests.Aws.Store.Billing;
using Muster.Workers;

namespace Muster.Tests.Aws.Store;

/// <summary>What whole runs consume. The units are told by the server in memory, which <c>BillingTests</c> hold against another.</summary>
public sealed class CapacityTests(ITestOutputHelper output)
{
    private static readonly WorkerPolicy s_patient = new() { GroupOutcomes = TimeSpan.FromSeconds(1) };

    /// <summary>A tenth of the million of <see cref="The_table_of_many_kinds_of_runs_is_printed"/>, so that it is quick; what a run costs besides its points weighs the more.</summary>
    [Fact]
    public void Short_points_consume_at_most_half_a_write_unit_and_half_a_read_unit_each() => AssertShort(new(100_000, 200, 4, TimeSpan.FromMilliseconds(10)));

    /// <summary>Workers end such a point every 125 ms; grouped for 80 ms, as by default, each outcome would be a write of its own.</summary>
    [Fact]
    public void So_do_points_of_half_a_second_where_outcomes_are_grouped_for_a_second() =>
        AssertShort(new(40_000, 200, 4, TimeSpan.FromMilliseconds(500)) { WorkerPolicy = s_patient });

    [Fact]
    public void Ten_thousand_long_points_consume_at_most_6_write_units_each()
    {
        var plan = new CapacityPlan(10_000, 200, 4, TimeSpan.FromSeconds(30));

        using var run = CapacityRun.Of(plan);

        output.WriteLine(Bill.Of(plan, run));
        Assert.InRange(run.Meter.Total.WriteUnits, 0, plan.Points * 6);
    }

    /// <summary>Takes minutes: run it by <c>Muster.Tests -explicit only -method '*The_table_of_many_kinds*' -showLiveOutput</c>.</summary>
    [Fact(Explicit = true)]
    public void The_table_of_many_kinds_of_runs_is_printed()
    {
        var milliseconds = TimeSpan.FromMilliseconds(1);
        CapacityPlan[] plans =
        [
            new(1_000_000, 200, 4, 10 * milliseconds),
            new(1_000_000, 200, 4, 100 * milliseconds),
            new(1_000_000, 200, 4, 100 * milliseconds) { WorkerPolicy = s_patient },
            new(100_000, 200, 4, 10 * milliseconds),
            new(100_000, 200, 4, 500 * milliseconds),
            new(100_000, 200, 4, 500 * milliseconds) { WorkerPolicy = s_patient },
            new(100_000, 200, 4, 900 * milliseconds) { WorkerPolicy = s_patient },
            new(10_000, 200, 4, 30_000 * milliseconds),
            new(10_000, 200, 1, 30_000 * milliseconds),
        ];
        foreach (var plan in plans)
        {
            using var run = CapacityRun.Of(plan);
            output.WriteLine(Bill.Of(plan, run));
        }
    }

    private void AssertShort(CapacityPlan plan)
    {
        using var run = CapacityRun.Of(plan);

        output.WriteLine(Bill.Of(plan, run));
        Assert.InRange(run.Meter.Total.WriteUnits, 0, plan.Points * 0.5);
        Assert.InRange(run.Meter.Total.ReadUnits, 0, plan.Points * 0.5);
    }
}
