using Muster.Coordination;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class WhyCommandTests
{
    private readonly CliRig cli = new();

    [Fact]
    public async Task A_run_and_a_point_are_explained()
    {
        var run = await cli.World.AddAsync("lr", 3);
        await run.StartAsync();
        await run.SetAsync(0, new() { NotBefore = cli.World.Time.GetUtcNow().AddSeconds(40), Attempts = [run.Attempt(7, output: ("", "out of \u001b[31mmemory\n"))] });

        Snapshot.Matches("why-run.txt", (await cli.RunAsync("why", "lr")).Out);
        Snapshot.Matches("why-point.txt", (await cli.RunAsync("why", "lr", "0")).Out);
        Snapshot.Matches("why-point.json", (await cli.RunAsync("why", "lr", "0", "--json")).Out);
    }

    [Fact]
    public async Task A_failed_run_is_explained()
    {
        var run = await cli.World.AddAsync("lr", 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Failed, run.Attempt(3, output: ("", "boom\n")));
        await run.ReportAsync(RunState.Error);

        Snapshot.Matches("why-failed.txt", (await cli.RunAsync("why", "lr")).Out);
    }

    [Fact]
    public async Task A_point_that_waits_for_its_runs_turn_tells_it_and_when_it_is_tried()
    {
        var run = await cli.World.AddAsync("lr", 2);
        await run.StartAsync();
        await run.WorkAsync(0);
        await run.ClaimAsync(0);
        const string Turn = "Runs of one priority share the slots by turns; run r1 (other) has its turn, and this run's comes within 1s.";
        await run.ReportAsync(RunState.InProgress, new(WaitCause.Priority, Turn, cli.World.Time.GetUtcNow().AddSeconds(1)));

        Assert.Contains(Turn, (await cli.RunAsync("why", "lr")).Out, StringComparison.Ordinal);
        foreach (var point in (string[])["0", "1"])
        {
            var why = (await cli.RunAsync("why", "lr", point, "--json")).Out;
            Assert.Contains(Turn.Replace("'", "\\u0027", StringComparison.Ordinal), why.Replace("'", "\\u0027", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains("\"cause\": \"priority\"", why, StringComparison.Ordinal);
            Assert.Contains("\"next_try\": \"2026-03-01T12:00:01", why, StringComparison.Ordinal);
        }
    }
}
