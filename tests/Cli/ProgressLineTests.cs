using Muster.Cli.Watching;
using Muster.Jobs;

namespace Muster.Tests.Cli;

public class ProgressLineTests
{
    private static readonly ProgressFacts Facts = new("compression-of-all-files", 20, 8, 1, 2, 4, null);

    [Theory]
    [InlineData(120, "compression-of-all-files  [#########...............] 8/20 40%  2 running  1 failed  4.0/s  ETA 3s")]
    [InlineData(80, "compression-of-all-files  8/20 40%  2 running  1 failed  4.0/s  ETA 3s")]
    [InlineData(90, "compression-of...  [#########...............] 8/20 40%  2 running  1 failed  4.0/s  ETA 3s")]
    [InlineData(60, "compression...  8/20 40%  2 running  1 failed  4.0/s  ETA 3s")]
    [InlineData(40, "compr...  8/20 40%  2 running  1 fail...")]
    [InlineData(3, "...")]
    public void Where_columns_are_few_the_name_is_shortened_before_the_figures(int width, string line)
    {
        Assert.Equal(line, ProgressLine.ForTerminal(Facts, width));
        Assert.InRange(line.Length, 0, width);
    }

    [Theory]
    [InlineData("3/7 jobs, running: build, lint", 0, 2, 0, null)]
    [InlineData("3/7 jobs, running: build, lint, test and 2 more, 1 failed", 1, 5, 0, "a slot")]
    [InlineData("3/7 jobs, to be tried again: build, waiting: a slot", 0, 0, 1, "a slot")]
    [InlineData("3/7 jobs", 0, 0, 0, null)]
    public void Of_a_graph_the_jobs_are_counted_and_those_that_run_are_named(string line, int failed, int running, int again, string? waiting)
    {
        string[] ids = ["build", "lint", "test", "pack", "push"];
        var jobs = new JobProgress(7, 3, failed) { Running = ids[..running], Again = ids[..again] };

        Assert.Equal(line, ProgressLine.Plain(Facts with { Jobs = jobs, Waiting = waiting }));
        Assert.Equal($"compression-of-all-files  [##########..............] {line}", ProgressLine.ForTerminal(Facts with { Jobs = jobs, Waiting = waiting }, 200));
    }

    [Fact]
    public void A_run_that_starts_nothing_more_has_no_end_in_sight() =>
        Assert.Equal("8/20 40%  2 running  1 failed  4.0/s", ProgressLine.Plain(Facts with { IsEnding = true }));
}
