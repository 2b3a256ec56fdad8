using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class AccountReaderTests
{
    private readonly RunWorld world = new();

    [Fact]
    public async Task Attempts_of_all_rounds_come_by_point_and_oldest_first()
    {
        var run = await RetriedAsync();

        var (attempts, totals) = await ReadAsync(run, new());

        Assert.Equal(
            [(0, 1, 1, PointStanding.Succeeded), (1, 1, 1, PointStanding.Pending), (1, 1, 2, PointStanding.Pending), (2, 1, 1, PointStanding.Succeeded), (2, 2, 1, PointStanding.Succeeded)],
            attempts.Select(account => (account.Of.Index, account.Of.Round, account.Of.Attempt.Number, account.Standing)));
        Assert.Equal((4, 5), (totals.Points, totals.Attempts));
    }

    [Fact]
    public async Task Points_are_chosen_by_index_and_by_where_they_stand()
    {
        var run = await RetriedAsync();

        var (some, someTotals) = await ReadAsync(run, new() { Indexes = IndexSet.Of([2, 3]) });
        var (succeeded, succeededTotals) = await ReadAsync(run, new() { Standings = [PointStanding.Succeeded] });

        Assert.Equal([2, 2], some.Select(account => account.Of.Index));
        Assert.Equal((2, 2), (someTotals.Points, someTotals.Attempts));
        Assert.Equal([0, 2, 2], succeeded.Select(account => account.Of.Index));
        Assert.Equal((2, 3), (succeededTotals.Points, succeededTotals.Attempts));
    }

    [Fact]
    public async Task The_cpus_that_a_point_asks_for_are_the_sweeps()
    {
        var run = await world.AddAsync(new SweepSpec { Name = "wide", Command = "true", Resources = new() { Cpus = 0.25m }, Grid = [new("x", [new ParameterValue("1")])] }, []);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());

        var (attempts, _) = await ReadAsync(run, new());

        Assert.Equal(0.25 / 1.5 / 0.25, attempts[0].Efficiency!.Value, 12);
    }

    [Fact]
    public async Task Totals_are_as_far_as_was_read_and_begin_anew()
    {
        var run = await RetriedAsync();
        var reader = await AccountReader.OpenAsync(world.Ports, await run.RecordAsync());

        await foreach (var _ in reader.ReadAsync(new()))
            break;
        Assert.Equal((1, 1), (reader.Totals.Points, reader.Totals.Attempts));

        Assert.Equal(5, await reader.ReadAsync(new()).CountAsync());
        Assert.Equal((4, 5), (reader.Totals.Points, reader.Totals.Attempts));
    }

    private async Task<(List<AttemptAccount> Attempts, AccountTotals Totals)> ReadAsync(BuiltRun run, PointQuery query)
    {
        var reader = await AccountReader.OpenAsync(world.Ports, await run.RecordAsync());
        return (await reader.ReadAsync(query).ToListAsync(), reader.Totals);
    }

    /// <summary>Points 1, 2 and 3 run again; point 2 has ended again, and point 3 never had an attempt.</summary>
    private async Task<BuiltRun> RetriedAsync()
    {
        var run = await world.AddAsync("lr", 4);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(1), run.Attempt(1, number: 2));
        await run.EndAsync(2, PointState.Failed, run.Attempt(1));
        await run.EndAsync(3, PointState.Cancelled);
        await run.ReportAsync(RunState.Error);
        await new RunRetry(world.Ports).RetryAsync(run.Id, RetrySelection.Unsuccessful);
        await run.StartAsync();
        await run.EndAsync(2, PointState.Succeeded, run.Attempt());
        return run;
    }
}
