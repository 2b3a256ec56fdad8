using Muster.Coordination;
using Muster.Grants;
using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;
using Muster.Workers;

namespace Muster.Tests.Core.Operations;

public class StatusReaderTests
{
    private readonly RunWorld world = new();

    private StatusReader Reader => new(world.Store, world.Time);

    [Fact]
    public async Task A_run_that_nobody_took_up_waits_for_an_engine()
    {
        var run = await world.AddAsync(points: 4);

        var status = await Reader.ReadAsync(run.Id);

        Assert.Equal(("Ready", "INITIALIZING", false, 0, 4L), (status.State, status.Status, status.IsLocked, status.Running, status.Pending));
        Assert.Equal(new WaitReason(WaitCause.Engine, $"No engine has taken the run up yet; it starts as soon as one runs: muster wait {run.Id} starts one."), status.Reason);
    }

    [Fact]
    public async Task Ready_under_a_live_lock_is_Locked()
    {
        var run = await world.AddAsync();
        await run.ChangeAsync(record => record.TakeLock("engine", TimeSpan.FromSeconds(30), world.Time.GetUtcNow()) with { Version = record.Version });

        var status = await Reader.ReadAsync(run.Id);

        Assert.Equal(("Locked", "INITIALIZING", true), (status.State, status.Status, status.IsLocked));
        Assert.Null(status.Reason);
    }

    [Fact]
    public async Task What_the_coordinator_has_not_counted_is_counted_by_the_reader()
    {
        var run = await world.AddAsync(points: 6);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.ReportAsync(RunState.InProgress);
        await run.EndAsync(1, PointState.Succeeded, run.Attempt());
        await run.EndAsync(2, PointState.Failed, run.Attempt(3));
        await run.ClaimAsync(3);
        await run.WorkAsync(running: 1);

        var status = await Reader.ReadAsync(run.Id);

        Assert.Equal(new PointCounts(2, 1, 0), status.Counts);
        Assert.Equal((1, 2L, 4L, true), (status.Running, status.Pending, status.Launched, status.CountsAreWhole));
        Assert.Null(status.Reason);
    }

    [Fact]
    public async Task Points_that_are_seen_running_here_count_more_than_what_their_worker_last_said()
    {
        var run = await world.AddAsync(points: 6);
        await run.StartAsync();
        await run.ClaimAsync(0);
        await run.WorkAsync(running: 0);
        await run.ReportAsync(RunState.InProgress, new(WaitCause.Grant, "1 worker lives and runs no point yet."));
        Assert.Equal((0, "1 worker lives and runs no point yet."), await SeenAsync());
        world.Outputs.Start(run.Id, new(0, 1, 1, BuiltRun.Worker, 0, world.Time.GetUtcNow()));
        world.Outputs.Start(run.Id, new(1, 1, 1, "another", 0, world.Time.GetUtcNow()));

        var status = await new StatusReader(world.Ports).ReadAsync(run.Id);

        Assert.Equal((1, 1, 5L, null), (status.Running, Assert.Single(status.Workers!).Running, status.Pending, status.Reason));
        world.IsAlive = _ => false;
        Assert.Equal(0, (await SeenAsync()).Running); // what a killed engine left in its journals

        async Task<(int? Running, string? Reason)> SeenAsync() =>
            await new StatusReader(world.Ports).ReadAsync(run.Id) is var seen ? (seen.Running, seen.Reason?.Text) : default;
    }

    [Theory]
    [InlineData(WaitCause.Grant, false)]
    [InlineData(WaitCause.Launch, false)]
    [InlineData(WaitCause.Budget, true)]
    public async Task While_points_end_one_after_the_other_no_worker_is_said_to_run_none(WaitCause cause, bool isTold)
    {
        var run = await world.AddAsync(points: 6);
        await run.StartAsync();
        await run.WorkAsync(running: 0);
        await run.ReportAsync(RunState.InProgress, new(cause, "Why."));
        await run.EndAsync(0, PointState.Succeeded, run.Attempt()); // runs for 1.5 s
        world.Time.Move(TimeSpan.FromSeconds(3));
        Assert.Equal(isTold ? "Why." : null, (await Reader.ReadAsync(run.Id)).Reason?.Text);

        world.Time.Move(TimeSpan.FromSeconds(1));
        Assert.Equal("Why.", (await Reader.ReadAsync(run.Id)).Reason?.Text);
    }

    [Fact]
    public async Task More_open_chunks_than_one_look_reads_make_the_counts_a_lower_bound()
    {
        var run = await world.AddAsync(points: 200_000);
        await run.StartAsync();
        for (var chunk = 0; chunk <= OpenChunks.MostChunks; chunk++)
            await run.EndAsync(chunk * 64, PointState.Succeeded, run.Attempt());

        var status = await Reader.ReadAsync(run.Id);

        Assert.Equal((OpenChunks.MostChunks, false), (status.Counts.Succeeded, status.CountsAreWhole));
    }

    [Fact]
    public async Task A_silent_engine_is_told_of()
    {
        var run = await world.AddAsync();
        await run.StartAsync();
        await run.WorkAsync(running: 2);
        world.Time.Move(TimeSpan.FromSeconds(95));

        var status = await Reader.ReadAsync(run.Id);

        Assert.False(status.IsLocked);
        Assert.Equal(
            new WaitReason(WaitCause.Engine, $"No engine has been heard of for 1m35s: it was stopped or killed. The run goes on as soon as one runs: muster wait {run.Id} starts one."),
            status.Reason);
    }

    [Fact]
    public async Task An_engine_that_is_known_to_be_dead_is_told_of_at_once()
    {
        var run = await world.AddAsync();
        await run.StartAsync();
        world.Time.Move(TimeSpan.FromSeconds(2));
        var ports = world.Ports with { IsAlive = owner => owner != "engine" };

        var status = await new StatusReader(ports).ReadAsync(run.Id);

        Assert.Equal($"No engine has been heard of for 2s: it was stopped or killed. The run goes on as soon as one runs: muster wait {run.Id} starts one.", status.Reason?.Text);
    }

    [Theory]
    [InlineData(WorkerPhase.Ended, 3, "The engine or agent that ran it has ended in good order, 3s ago: what it did not finish was given back. The run goes on as soon as one runs: muster wait ID starts one.")]
    [InlineData(WorkerPhase.Ended, 0, "The engine or agent that ran it has ended in good order: what it did not finish was given back. The run goes on as soon as one runs: muster wait ID starts one.")]
    [InlineData(WorkerPhase.Working, 0, "The engine that had it is not there any more: it was stopped or killed. The run goes on as soon as one runs: muster wait ID starts one.")]
    public async Task An_engine_whose_worker_said_that_it_ends_was_not_killed(WorkerPhase phase, int seconds, string told)
    {
        var run = await world.AddAsync();
        await run.StartAsync();
        await run.WorkAsync(running: 0);
        var key = new WorkerKey(run.Id, BuiltRun.Worker);
        var worker = (await world.Store.GetWorkerAsync(key, TestContext.Current.CancellationToken))!;
        var owner = (await run.RecordAsync()).Lock!.Owner!;
        await world.Store.WriteAsync(worker with { Version = worker.Version + 1, Phase = phase, Instance = owner }, TestContext.Current.CancellationToken);
        await world.Store.WriteAsync(
            new GrantBook { Run = run.Id, Version = 1, LockEpoch = 1, Grants = [new() { Worker = BuiltRun.Worker, Slots = 2, Region = "local", ValidFor = TimeSpan.FromMinutes(1) }] }, TestContext.Current.CancellationToken);
        world.Time.Move(TimeSpan.FromSeconds(seconds));
        var ports = world.Ports with { IsAlive = _ => false };

        var status = await new StatusReader(ports).ReadAsync(run.Id, TestContext.Current.CancellationToken);

        Assert.Equal(new WaitReason(WaitCause.Engine, told.Replace("ID", run.Id.Value, StringComparison.Ordinal)), status.Reason);
    }

    [Fact]
    public async Task Where_an_engine_lives_nobody_is_told_to_start_one()
    {
        var run = await world.AddAsync();
        var ports = world.Ports with { IsAlive = _ => false, HasEngine = id => id == run.Id };

        Assert.Equal("No engine has taken the run up yet; one is alive on this machine, and does so in a moment.", (await new StatusReader(ports).ReadAsync(run.Id)).Reason?.Text);
        await run.StartAsync();
        world.Time.Move(TimeSpan.FromSeconds(2));
        Assert.Equal(
            "No engine has been heard of for 2s: it was stopped or killed. An engine or agent is alive on this machine, and takes it up in a moment.",
            (await new StatusReader(ports).ReadAsync(run.Id)).Reason?.Text);
    }

    [Fact]
    public async Task An_engine_that_lives_and_writes_nothing_is_not_called_dead()
    {
        var run = await world.AddAsync();
        await run.StartAsync();
        world.Time.Move(TimeSpan.FromSeconds(95));
        var ports = world.Ports with { IsAlive = _ => true };

        var status = await new StatusReader(ports).ReadAsync(run.Id);

        Assert.Equal(
            "The engine has written nothing for 1m35s, but is alive: it is suspended, or cannot write to the store. Its own output says which.",
            status.Reason?.Text);
    }

    [Fact]
    public async Task Points_of_a_cancelled_run_that_never_ran_are_cancelled()
    {
        var run = await world.AddAsync(points: 4);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(1));
        await run.ChangeAsync(record => record.Cancel(world.Time.GetUtcNow())! with { Version = record.Version });
        Assert.Equal("Cancelling", (await Reader.ReadAsync(run.Id)).State);
        await run.ReportAsync(RunState.Cancelled);

        var status = await Reader.ReadAsync(run.Id);

        Assert.Equal(("Cancelled", "CANCELLED", new PointCounts(1, 1, 2), 0L), (status.State, status.Status, status.Counts, status.Pending));
        Assert.Equal("The run was cancelled; 2 of 4 points had ended.", status.Reason?.Text);
    }

    [Fact]
    public async Task Points_that_wait_for_their_next_attempt_are_the_reason_when_there_is_no_other()
    {
        var run = await world.AddAsync();
        await run.StartAsync();
        var later = world.Time.GetUtcNow().AddSeconds(20);
        await run.SetAsync(0, new() { NotBefore = later.AddSeconds(5), Attempts = [run.Attempt(1)] });
        await run.SetAsync(1, new() { NotBefore = later, Attempts = [run.Attempt(1)] });

        var status = await Reader.ReadAsync(run.Id);

        Assert.Equal(new WaitReason(WaitCause.Backoff, "2 points failed and wait for their next attempts.", later), status.Reason);
    }

    [Fact]
    public async Task A_retried_run_counts_what_earlier_rounds_settled()
    {
        var run = await world.AddAsync(points: 3);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(1));
        await run.EndAsync(2, PointState.Succeeded, run.Attempt());
        await run.ReportAsync(RunState.Error);
        await new RunRetry(world.Ports).RetryAsync(run.Id, RetrySelection.Failed);

        var status = await Reader.ReadAsync(run.Id);

        Assert.Equal((new PointCounts(2, 0, 0), 1L), (status.Counts, status.Pending));
    }

    [Fact]
    public async Task A_list_tells_what_the_records_say()
    {
        var run = await world.AddAsync("lr", 3);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());

        var listed = Assert.Single(await Reader.ListAsync(new()));

        Assert.Equal(("lr", "InProgress", 0L), (listed.Run.Name, listed.State, listed.Counts.Ended));
        Assert.Equal((null, null, null), (listed.Running, listed.Pending, listed.Workers));
    }
}
