using Muster.Chunks;
using Muster.Operations;
using Muster.PowerShell.Runs;
using Muster.Runs;
using Muster.Sets;
using Muster.Tests.Conformance;

namespace Muster.Tests.Module;

/// <summary>What a change would do is said in numbers: points that run and wait, and money where it is priced.</summary>
public sealed class RunChangeTextTests
{
    [Theory]
    [InlineData(3, 0, "Cancel 3 running and 7 waiting points")]
    [InlineData(0, 1, "Cancel 9 waiting points; 1 has ended and stays as it is")]
    [InlineData(4, 6, "Cancel 4 running points; 6 have ended and stay as they are")]
    [InlineData(1, 9, "Cancel 1 running point; 9 have ended and stay as they are")]
    public void A_cancel_counts_points(int running, int ended, string text) => Assert.Equal(text, RunChangeText.Stop(Status(running, ended)));

    [Fact]
    public void Money_is_told_where_there_is_any()
    {
        var status = Status(3, 0);
        Assert.Equal("Cancel 3 running and 7 waiting points; 1.25 USD spent so far", RunChangeText.Stop(status with { Run = status.Run with { SpentUsd = 1.25m } }));
        Assert.Equal(
            "Let 10 points go on, at most 2 at once; 0.50 USD of 5.00 USD spent so far",
            RunChangeText.Resume(status with { Run = status.Run with { SpentUsd = 0.5m, BudgetUsd = 5, MaxConcurrent = 2 } }));
        Assert.Equal("Run 2 of 10 points again, in round 2; 0.00 USD of 5.00 USD spent so far", RunChangeText.Restart(status.Run with { BudgetUsd = 5 }, IndexSet.Of([1, 2])));
    }

    [Theory]
    [InlineData(0, "Start none of 10 waiting points until it is resumed")]
    [InlineData(1, "Start none of 9 waiting points until it is resumed; 1 runs to its end")]
    [InlineData(2, "Start none of 8 waiting points until it is resumed; 2 run to their end")]
    public void A_hold_tells_what_runs_on(int running, string text) => Assert.Equal(text, RunChangeText.Suspend(Status(running, 0)));

    [Fact]
    public void Limits_are_told_with_what_they_were() => Assert.Equal(
        "Set the priority to Low (now Normal), and no limit of points at once (now at most 1 point at once)",
        RunChangeText.Set(Samples.Run() with { MaxConcurrent = 1 }, Muster.Sweeps.Priority.Low, new(null)));

    private static RunStatus Status(int running, int ended) => new() { Run = Samples.Run(), Counts = new(ended, 0, 0), Running = running, IsLocked = running > 0 };
}
