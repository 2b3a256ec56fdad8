using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class StatusCommandTests
{
    private readonly CliRig cli = new();

    [Fact]
    public async Task A_running_run_is_shown()
    {
        await RunningAsync();

        var answer = await cli.RunAsync("status", "compression");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("status-running.txt", answer.Out);
    }

    [Fact]
    public async Task Its_json_has_the_names_of_the_field()
    {
        await RunningAsync();

        var answer = await cli.RunAsync("status", "last", "--json");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("status-running.json", answer.Out);
    }

    [Fact]
    public async Task A_complete_run_is_shown()
    {
        await EndedAsync(RunState.Complete, PointState.Succeeded);

        Snapshot.Matches("status-complete.txt", (await cli.RunAsync("status", "last")).Out);
        Snapshot.Matches("status-complete.json", (await cli.RunAsync("status", "last", "--json")).Out);
    }

    [Fact]
    public async Task A_run_that_waits_for_an_engine_says_so()
    {
        await cli.World.AddAsync("compression", 3);

        Snapshot.Matches("status-waiting.txt", (await cli.RunAsync("status", "last")).Out);
    }

    [Fact]
    public async Task One_point_is_told_of_in_the_singular()
    {
        var run = await cli.World.AddAsync("lr", 2, record => record with { MaxConcurrent = 1 });
        await cli.RunAsync("cancel", "lr");
        await cli.RunAsync("retry", "lr", "1");

        var lines = (await cli.RunAsync("status", "lr")).Out.Split('\n');

        Assert.Equal(["  round     2, of 1 point", "  limits    priority normal, 1 point at once"], lines[2..4]);
    }

    [Theory]
    [InlineData(RunState.Complete, PointState.Succeeded, ExitCode.Done)]
    [InlineData(RunState.Error, PointState.Failed, ExitCode.Failed)]
    public async Task Check_complete_tells_how_it_ended(RunState state, PointState point, int code)
    {
        await EndedAsync(state, point);

        Assert.Equal(code, (await cli.RunAsync("status", "last", "--check-complete")).Code);
    }

    [Fact]
    public async Task Check_complete_tells_that_it_is_still_going()
    {
        await RunningAsync();

        Assert.Equal(ExitCode.Going, (await cli.RunAsync("status", "last", "--check-complete")).Code);
    }

    [Fact]
    public async Task Check_complete_of_no_run_could_not_tell()
    {
        var answer = await cli.RunAsync("status", "last", "--check-complete");

        Assert.Equal(new(ExitCode.CouldNotTell, "", "muster: There are no runs in this store.\n"), answer);
    }

    [Fact]
    public async Task Without_a_store_it_could_not_tell()
    {
        var answer = await new CliRig { HasStore = false }.RunAsync("status", "lr");

        Assert.Equal(new(ExitCode.CouldNotTell, "", "muster: There is no store in /stores/one, so there is no run 'lr'. Start one: muster submit FILE\n"), answer);
    }

    private async Task RunningAsync()
    {
        var run = await cli.World.AddAsync("compression", 10, record => record with { MaxConcurrent = 4, BudgetUsd = 5 });
        cli.World.Time.Move(TimeSpan.FromSeconds(2));
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(3));
        await run.ReportAsync(RunState.InProgress);
        await run.EndAsync(2, PointState.Succeeded, run.Attempt());
        await run.ClaimAsync(3);
        await run.WorkAsync(running: 1);
        cli.World.Time.Move(TimeSpan.FromSeconds(5));
    }

    private async Task EndedAsync(RunState state, PointState point)
    {
        var run = await cli.World.AddAsync("compression", 1);
        await run.StartAsync();
        cli.World.Time.Move(TimeSpan.FromSeconds(83));
        await run.EndAsync(0, point, run.Attempt(point == PointState.Failed ? 1 : 0));
        await run.ReportAsync(state);
    }
}
