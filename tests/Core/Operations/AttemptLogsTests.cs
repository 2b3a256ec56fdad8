using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class AttemptLogsTests
{
    private readonly RunWorld world = new();

    private AttemptLogs Logs => new(world.Ports);

    [Fact]
    public async Task The_last_attempt_is_found_unless_another_is_named()
    {
        var run = await TwoAttemptsAsync();
        var record = await run.RecordAsync();

        var last = await Logs.FindAsync(record, 0, null);
        var first = await Logs.FindAsync(record, 0, 1);

        Assert.Equal((2, 1), (last.Attempt.Number, first.Attempt.Number));
        Assert.Equal(("second", "error"), (await TextAsync(record, last, false), await TextAsync(record, last, true)));
        Assert.Equal("first", await TextAsync(record, first, false));
    }

    [Fact]
    public async Task A_retried_point_that_has_not_ended_again_shows_the_round_before()
    {
        var run = await TwoAttemptsAsync();
        await run.ReportAsync(RunState.Error);
        await new RunRetry(world.Ports).RetryAsync(run.Id, RetrySelection.Failed);

        var last = await Logs.FindAsync(await run.RecordAsync(), 0, null);

        Assert.Equal((1, 2), (last.Round, last.Attempt.Number));
    }

    [Fact]
    public async Task An_attempt_that_was_never_made_is_an_error()
    {
        var run = await TwoAttemptsAsync();

        var error = await Assert.ThrowsAsync<NoSuchAttemptException>(async () => await Logs.FindAsync(await run.RecordAsync(), 0, 3));

        Assert.Equal($"Point 0 of run {run.Id} (lr) has no attempt 3; in round 1 it had the attempts 1 to 2.", error.Message);
    }

    [Fact]
    public async Task A_point_without_an_attempt_says_whether_it_runs()
    {
        var run = await world.AddAsync("lr", 2);
        await run.StartAsync();
        await run.ClaimAsync(0);
        await run.WorkAsync(running: 1);

        var running = await Assert.ThrowsAsync<NoSuchAttemptException>(async () => await Logs.FindAsync(await run.RecordAsync(), 0, null));
        var waiting = await Assert.ThrowsAsync<NoSuchAttemptException>(async () => await Logs.FindAsync(await run.RecordAsync(), 1, null));

        Assert.Equal($"No attempt of point 0 of run {run.Id} (lr) has ended yet; what it writes can be read then.", running.Message);
        Assert.Equal($"Point 1 of run {run.Id} (lr) has not started yet; it wrote nothing.", waiting.Message);
    }

    [Fact]
    public async Task A_cancelled_point_that_never_started_says_so()
    {
        var run = await world.AddAsync("lr", 1);
        await new RunCancel(world.Store, world.Time).CancelAsync(run.Id);

        var error = await Assert.ThrowsAsync<NoSuchAttemptException>(async () => await Logs.FindAsync(await run.RecordAsync(), 0, null));

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

    private async Task<string> TextAsync(RunRecord run, PointAttempt attempt, bool error)
    {
        using var reader = new StreamReader(await Logs.OpenAsync(run, attempt, error));
        return await reader.ReadToEndAsync();
    }
}
