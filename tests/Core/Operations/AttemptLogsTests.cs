using Muster.Logs;
using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class AttemptLogsTests
{
    private readonly RunWorld world = new();


    [Fact]
    public async Task The_last_attempt_is_found_unless_another_is_named()
    {
        var run = await TwoAttemptsAsync();
        var record = await run.RecordAsync();

        var last = Assert.Single(await Logs(record).FindAsync(0));
        var first = Assert.Single(await Logs(record, AttemptChoice.Of(1)).FindAsync(0));

        Assert.Equal((2, 1), (last.Number, first.Number));
        Assert.Equal(("second", "error"), (await TextAsync(record, last, false), await TextAsync(record, last, true)));
        Assert.Equal("first", await TextAsync(record, first, false));
    }

    [Fact]
    public async Task A_retried_point_that_has_not_ended_again_shows_the_round_before()
    {
        var run = await TwoAttemptsAsync();
        await run.ReportAsync(RunState.Error);
        await new RunRetry(world.Ports).RetryAsync(run.Id, RetrySelection.Failed);

        var last = Assert.Single(await Logs(await run.RecordAsync()).FindAsync(0));

        Assert.Equal((1, 2), (last.Round, last.Number));
    }

    [Fact]
    public async Task An_attempt_that_was_never_made_is_an_error()
    {
        var run = await TwoAttemptsAsync();

        var error = await Assert.ThrowsAsync<NoSuchAttemptException>(async () => await Logs(await run.RecordAsync(), AttemptChoice.Of(3)).FindAsync(0));

        Assert.Equal($"Point 0 of run {run.Id} (lr) has no attempt 3; in round 1 it had the attempts 1 to 2.", error.Message);
    }

    [Fact]
    public async Task A_point_without_an_attempt_says_whether_it_runs()
    {
        var run = await world.AddAsync("lr", 2);
        await run.StartAsync();
        await run.ClaimAsync(0);
        await run.WorkAsync(running: 1);

        var running = await Assert.ThrowsAsync<NoSuchAttemptException>(async () => await Logs(await run.RecordAsync()).FindAsync(0));
        var waiting = await Assert.ThrowsAsync<NoSuchAttemptException>(async () => await Logs(await run.RecordAsync()).FindAsync(1));

        Assert.Equal($"No attempt of point 0 of run {run.Id} (lr) has ended yet, and none runs on this machine.", running.Message);
        Assert.Equal($"Point 1 of run {run.Id} (lr) has not started yet; it wrote nothing.", waiting.Message);
    }

    [Fact]
    public async Task A_cancelled_point_that_never_started_says_so()
    {
        var run = await world.AddAsync("lr", 1);
        await new RunCancel(world.Store, world.Time).CancelAsync(run.Id);

        var error = await Assert.ThrowsAsync<NoSuchAttemptException>(async () => await Logs(await run.RecordAsync()).FindAsync(0));

        Assert.Equal($"Point 0 of run {run.Id} (lr) was cancelled before it started; it wrote nothing.", error.Message);
    }

    [Fact]
    public async Task The_tail_is_the_last_lines_of_what_may_be_much()
    {
        using var much = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"line {i}\r\n")) + "\n"));
        using var nothing = new MemoryStream([32, 10, 10]);

        Assert.Equal(["line 4997", "line 4998", "line 4999"], await OutputTail.LinesAsync(much, 3, default));
        Assert.Empty(await OutputTail.LinesAsync(nothing, 3, default));
    }

    private async Task<BuiltRun> TwoAttemptsAsync()
    {
        var run = await world.AddAsync("lr", 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Failed, run.Attempt(1, output: ("first", "")), run.Attempt(2, number: 2, output: ("second", "error")));
        return run;
    }

    private LogReader Logs(RunRecord run, AttemptChoice? which = null, bool error = false) =>
        new(world.Ports, run, new() { Attempts = which ?? AttemptChoice.Last, Error = error });

    private async Task<string> TextAsync(RunRecord run, LoggedAttempt attempt, bool error)
    {
        var text = new System.Text.StringBuilder();
        await foreach (var part in Logs(run, error: error).ReadAsync(attempt))
            text.Append(System.Text.Encoding.UTF8.GetString(part.Bytes.Span));
        return text.ToString();
    }
}
