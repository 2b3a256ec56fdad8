using Muster.Graphs;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli.Reporting;

public class JobReportTests
{
    private readonly CliRig cli = new();

    [Fact]
    public async Task The_only_points_jobs_are_drawn_with_shape_mark_word_and_colour()
    {
        await JobRuns.RunningAsync(cli.World);

        var page = await PageAsync();

        Assert.Contains("<p>5 jobs in 4 levels: 2 succeeded, 1 running, 2 pending.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<text class=\"word ok\" x=\"284\" y=\"75\">✓ succeeded · 2 of 3 · 1.50s</text>", page, StringComparison.Ordinal);
        Assert.Contains("▸ running · 4.50s</text>", page, StringComparison.Ordinal);
        Assert.Contains("<title>lint: pending; it exited with code 1; ran 1.50s.</title>", page, StringComparison.Ordinal);
        Assert.Equal(5, Count(page, "<path class=\"edge\""));
        Assert.Contains("<title>build, attempt 1: exited with code 2; ran 1.50s</title>", page, StringComparison.Ordinal);
        Assert.Contains("<title>unit-tests, attempt 1: running</title>", page, StringComparison.Ordinal);
        Assert.Contains("<td>Next try: 2026-03-01 12:00:46 UTC. It exited with code 1.</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_points_it_is_the_first_that_failed_and_its_last_lines_are_the_jobs()
    {
        await JobRuns.FailedAsync(cli.World, points: 3);

        var page = await PageAsync();

        Assert.Contains("<p>Of point 2, the first that failed. Others: ", page, StringComparison.Ordinal);
        Assert.Contains("✕ failed · 3 of 3 · 1.50s</text>", page, StringComparison.Ordinal);
        Assert.Contains("<td>Attempt 3 of 3 was the last. (Killed for memory)</td>", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"note\">Last lines of job &#39;build&#39; of point 2:</p><pre>cc: out of memory\n</pre>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_jobs_are_told_level_by_level()
    {
        var graph = new GraphSpec { Jobs = [.. Enumerable.Range(0, 201).Select(job => new JobSpec { Id = $"j{job}", Command = "x", DependsOn = job < 100 ? [] : ["j0"] })] };
        await cli.World.AddAsync(new SweepSpec { Name = "wide", Graph = graph }, [new([], Muster.Placement.PlacementSpec.Anywhere)]);

        var page = await PageAsync();

        Assert.Contains("The graph is too large to be drawn (at most 200 jobs, with not too many lines)", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">2</td><td class=\"n\">101</td><td>101 pending</td><td>j100, j101, j102, j103 and 97 more</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg class=\"graph\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_is_gone_is_told_and_nothing_drawn()
    {
        var (run, graph) = await JobRuns.RunningAsync(cli.World);
        await cli.World.Blobs.DeleteAsync(GraphBlobs.KeyOf(run.Id, await graph.KeepAsync()), TestContext.Current.CancellationToken);

        var page = await PageAsync();

        Assert.Contains("which is not there any more. If the run goes on, look again.</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg class=\"graph\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_jobs_has_no_such_part()
    {
        await cli.World.AddAsync("lr", 2);

        Assert.DoesNotContain("id=\"jobs\"", await PageAsync(), StringComparison.Ordinal);
    }

    private static int Count(string page, string text) => page.Split(text).Length - 1;

    private async Task<string> PageAsync()
    {
        var answer = await cli.RunAsync("report", "last", "-o", "-");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        PageReading.AssertSound(answer.Out);
        return answer.Out;
    }
}
