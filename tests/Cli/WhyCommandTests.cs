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
}
