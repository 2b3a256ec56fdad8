using Muster.Coordination;
using Muster.Points;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Runs;

public class RunEndTests
{
    [Theory]
    [InlineData(4, 0, 0, "0", RunState.Complete, null)]
    [InlineData(3, 1, 0, "0", RunState.Error, "1 of 4 points failed; none is tolerated.")]
    [InlineData(3, 1, 0, "1", RunState.Complete, "1 of 4 points failed; at most 1 is tolerated.")]
    [InlineData(0, 4, 0, "0", RunState.Error, "All 4 points failed.")]
    [InlineData(0, 4, 0, "100%", RunState.Error, "All 4 points failed, which is an error whatever tolerated_failures allows.")]
    [InlineData(0, 1, 0, "5", RunState.Error, "The only point failed, which is an error whatever tolerated_failures allows.")]
    [InlineData(2, 0, 2, "0", RunState.Error, "2 of 4 points are still cancelled; run them with: muster retry RUN")]
    [InlineData(3, 0, 1, "0", RunState.Error, "1 of 4 points is still cancelled; run them with: muster retry RUN")]
    [InlineData(2, 0, 2, "2", RunState.Complete, "2 of 4 points are still cancelled; at most 2 are tolerated. Run them with: muster retry RUN")]
    [InlineData(1, 1, 2, "1", RunState.Error, "1 of 4 points failed and 2 are still cancelled; at most 1 is tolerated. Run them with: muster retry RUN")]
    [InlineData(0, 0, 4, "0", RunState.Error, "4 of 4 points are still cancelled; run them with: muster retry RUN")]
    [InlineData(0, 3, 1, "100%", RunState.Error, "No point succeeded, which is an error whatever tolerated_failures allows: 3 of 4 failed, 1 is still cancelled. Run them with: muster retry RUN")]
    public async Task An_end_says_which_points_did_not_succeed(int succeeded, int failed, int cancelled, string tolerated, RunState end, string? text)
    {
        var points = succeeded + failed + cancelled;
        Assert.True(Tolerance.TryParse(tolerated, out var tolerance));
        var run = await (await new RunWorld().AddAsync(points: points, change: record => record with { ToleratedFailures = tolerance })).RecordAsync();
        var counts = new PointCounts(succeeded, failed, cancelled);

        Assert.Equal(end, RunEnd.Decide(run, counts));
        Assert.Equal(text?.Replace("RUN", run.Id.Value, StringComparison.Ordinal), RunEnd.Reason(run, counts, end)?.Text);
    }

    [Fact]
    public async Task Points_that_are_only_cancelled_are_no_failure()
    {
        var run = await (await new RunWorld().AddAsync(points: 4)).RecordAsync();

        Assert.Equal(WaitCause.Cancel, RunEnd.Reason(run, new(2, 0, 2), RunState.Error)?.Cause);
        Assert.Equal(WaitCause.Failure, RunEnd.Reason(run, new(1, 1, 2), RunState.Error)?.Cause);
    }
}
