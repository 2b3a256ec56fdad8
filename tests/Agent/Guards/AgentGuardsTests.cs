using Clock = Muster.Testing.Time.ManualTime;
using Muster.Agent.Guards;
using Muster.Guards;
using Muster.Sweeps;
using Muster.Testing.Guards;

namespace Muster.Tests.Agent.Guards;

public sealed class AgentGuardsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Clock clock = new(Noon);
    private readonly InMemoryReadings machine = new();
    private readonly InMemoryCompletionFile file = new();
    private readonly InMemoryNotices notices = new();
    private WorkReading? work = new(0, 0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deadline_drains_ahead_and_stops_on_time()
    {
        var guards = Guards(new() { Deadline = Noon.AddHours(8), DeadlineSetAt = Noon });
        var drained = await LookUntilAsync(guards, guards.DrainDue);
        var stopped = await LookUntilAsync(guards, guards.StopDue);

        Assert.Equal((Noon.AddHours(8).AddMinutes(-2), Noon.AddHours(8)), (drained, stopped));
        Assert.Equal(new(GuardStep.Drain, GuardCause.Deadline, "The deadline 2026-03-01 20:00:00 UTC comes in 2m.", Noon.AddHours(8)), await guards.DrainDue);
        Assert.Equal(new(GuardStep.Stop, GuardCause.Deadline, "The deadline 2026-03-01 20:00:00 UTC has come.", Noon.AddHours(8)), await guards.StopDue);
    }

    [Fact]
    public async Task A_deadline_in_the_past_stops_at_the_first_look()
    {
        var guards = Guards(new() { Deadline = Noon.AddDays(-1) });

        Assert.Equal(Noon, await LookUntilAsync(guards, guards.StopDue));
        Assert.Equal(GuardStep.Stop, (await guards.DrainDue).Step);
    }

    [Fact]
    public async Task An_idle_machine_drains_at_its_timeout()
    {
        var guards = Guards(new() { IdleTimeout = TimeSpan.FromMinutes(30), OnComplete = OnComplete.Exit });

        Assert.Equal(Noon.AddMinutes(30), await LookUntilAsync(guards, guards.DrainDue));
        Assert.Equal("The machine was idle for 30m; --idle-timeout is 30m.", (await guards.DrainDue).Reason);
        Assert.False(guards.StopDue.IsCompleted);
    }

    [Fact]
    public async Task Work_in_between_begins_the_timeout_anew()
    {
        var guards = Guards(new() { IdleTimeout = TimeSpan.FromMinutes(30), OnComplete = OnComplete.Exit });
        await LookForAsync(guards, TimeSpan.FromMinutes(20));
        work = new(1, 1);
        await LookForAsync(guards, TimeSpan.FromMinutes(1));
        Assert.Equal((null, "A point runs."), (guards.Status.QuietSince, guards.Status.Busy));
        work = new(0, 1);

        Assert.Equal(Noon.AddMinutes(51), await LookUntilAsync(guards, guards.DrainDue));
    }

    [Fact]
    public async Task A_machine_is_never_idle_while_something_is_unknown()
    {
        machine.Reading = InMemoryReadings.Quiet with { DiskBytes = null };
        var guards = Guards(new() { IdleTimeout = TimeSpan.FromMinutes(30), OnComplete = OnComplete.Exit });
        await LookForAsync(guards, TimeSpan.FromHours(5));
        Assert.Equal((GuardStep.GoOn, "What its disks did is unknown."), (guards.Status.Step, guards.Status.Busy));
        machine.Reading = InMemoryReadings.Quiet;
        work = null;
        await LookForAsync(guards, TimeSpan.FromHours(5));

        Assert.Equal((GuardStep.GoOn, "What its points did is unknown."), (guards.Status.Step, guards.Status.Busy));
    }

    [Fact]
    public async Task A_machine_is_read_once_a_minute_and_only_when_somebody_asks_whether_it_is_idle()
    {
        await LookForAsync(Guards(new() { Deadline = Noon.AddDays(1) }), TimeSpan.FromHours(1));
        Assert.Equal(0, machine.Reads);
        await LookForAsync(Guards(new() { IdleTimeout = TimeSpan.FromHours(3) }), TimeSpan.FromHours(1));

        Assert.Equal(61, machine.Reads);
    }

    [Fact]
    public async Task A_completion_file_drains_after_its_delay_unless_it_goes_away()
    {
        var guards = Guards(new() { CompletionFile = "/done", CompletionDelay = TimeSpan.FromMinutes(3), OnComplete = OnComplete.Exit });
        file.IsThere = true;
        await LookForAsync(guards, TimeSpan.FromMinutes(2));
        Assert.Equal(Noon, guards.Status.CompletionSeenAt);
        file.IsThere = false;
        await LookForAsync(guards, TimeSpan.FromMinutes(2));
        Assert.Null(guards.Status.CompletionSeenAt);
        file.IsThere = true;
        var seen = clock.GetUtcNow();
        var drained = await LookUntilAsync(guards, guards.DrainDue);

        Assert.InRange(drained - seen, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3) + new GuardPolicy().LookEvery);
        file.IsThere = false;
        await LookForAsync(guards, TimeSpan.FromMinutes(1));
        Assert.Equal("The completion file /done is there, since 3m.", (await guards.DrainDue).Reason);
        Assert.Equal((GuardStep.Drain, "The completion file /done is there, since 3m.", null), (guards.Status.Step, guards.Status.Reason, guards.Status.CompletionSeenAt));
    }

    [Fact]
    public async Task A_notice_stops_work_and_is_shown()
    {
        var guards = Guards(new());
        await LookForAsync(guards, TimeSpan.FromMinutes(1));
        notices.Notice = new() { Kind = InterruptionKind.Ending, Source = "imds", Reason = "spot", Deadline = Noon.AddMinutes(3) };
        await LookUntilAsync(guards, guards.StopDue);

        Assert.Equal(new(GuardStep.Stop, GuardCause.Interruption, "The machine ends at 2026-03-01 12:03:00 UTC: spot (imds).", Noon.AddMinutes(3)), await guards.StopDue);
        Assert.Equal(notices.Notice, guards.Status.Notice);
    }

    [Fact]
    public async Task A_signal_stops_work_at_once_even_while_a_port_hangs_and_ends_the_watch()
    {
        var guards = new AgentGuards(new(), Ports() with { Notices = new Hanging() }, clock);
        var watch = guards.RunAsync(Cancel);
        Assert.False(watch.IsCompleted);
        guards.Signal("SIGTERM");
        guards.Signal("SIGINT");
        await watch;

        Assert.Equal(new(GuardStep.Stop, GuardCause.Interruption, "The agent was asked to end (SIGTERM).", Noon.AddSeconds(30)), await guards.StopDue);
    }

    [Fact]
    public async Task A_signal_wakes_guards_that_wait()
    {
        var guards = Guards(new());
        var watch = guards.RunAsync(Cancel);
        guards.Signal("SIGINT");
        await watch;

        Assert.Equal("The agent was asked to end (SIGINT).", (await guards.StopDue).Reason);
    }

    [Fact]
    public async Task A_deadline_stops_work_even_while_everything_hangs()
    {
        var hangs = new Hanging();
        var spec = new GuardSpec { Deadline = Noon.AddMinutes(7), IdleTimeout = TimeSpan.FromMinutes(1), CompletionFile = "/done", OnComplete = OnComplete.Exit };
        var guards = new AgentGuards(spec, new() { Machine = hangs, Work = () => work, CompletionFile = hangs, Notices = hangs }, clock);
        while (true)
        {
            var look = guards.LookAsync(Cancel);
            var left = spec.Deadline.Value - clock.GetUtcNow();
            clock.Move(look.IsCompleted ? TimeSpan.Zero : left < PatientQuestion<bool>.Patience ? left : PatientQuestion<bool>.Patience);
            var lookIn = await look;
            if (guards.StopDue.IsCompleted)
                break;
            clock.Move(lookIn);
        }

        Assert.Equal((GuardCause.Deadline, Noon.AddMinutes(7)), ((await guards.StopDue).Cause, clock.GetUtcNow()));
        Assert.Equal(3, hangs.Asked); // each port once: no second question while the first is open
    }

    [Fact]
    public async Task The_watch_ends_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var watch = Guards(new() { Deadline = Noon.AddHours(1) }).RunAsync(source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [Fact]
    public async Task Status_tells_what_was_asked_and_what_is_left()
    {
        var spec = new GuardSpec { Deadline = Noon.AddHours(8), IdleTimeout = TimeSpan.FromMinutes(30), OnComplete = OnComplete.Exit };
        var guards = Guards(spec);
        Assert.Equal((TimeSpan.FromHours(8), "It was not looked at yet."), (guards.Status.TimeLeft, guards.Status.Busy));
        await LookForAsync(guards, TimeSpan.FromMinutes(12));

        var status = guards.Status;
        Assert.Equal((spec, Noon.AddMinutes(12), TimeSpan.FromMinutes(468), Noon), (status.Spec, status.At, status.TimeLeft, status.QuietSince));
        Assert.Equal("The deadline is 2026-03-01 20:00:00 UTC, in 7h48m. The machine is quiet for 12m of 30m.", status.Reason);
        Assert.Equal(InMemoryReadings.Quiet.With(work), status.Reading);
    }

    private AgentGuards Guards(GuardSpec spec) => new(spec, Ports(), clock);

    private GuardPorts Ports() => new() { Machine = machine, Work = () => work, CompletionFile = file, Notices = notices };

    private async Task<DateTimeOffset> LookUntilAsync(AgentGuards guards, Task due)
    {
        while (true)
        {
            var lookIn = await guards.LookAsync(Cancel);
            if (due.IsCompleted)
                return clock.GetUtcNow();
            clock.Move(lookIn);
        }
    }

    private async Task LookForAsync(AgentGuards guards, TimeSpan time)
    {
        var end = clock.GetUtcNow() + time;
        while (true)
        {
            var lookIn = await guards.LookAsync(Cancel);
            if (clock.GetUtcNow() >= end)
                return;
            clock.Move(lookIn < end - clock.GetUtcNow() ? lookIn : end - clock.GetUtcNow());
        }
    }

    private sealed class Hanging : IMachineReadings, ICompletionFile, IInterruptionNotices
    {
        public int Asked { get; private set; }

        public ValueTask<MachineReading> ReadAsync(CancellationToken cancel) => Never<MachineReading>();

        public ValueTask<bool?> IsThereAsync(CancellationToken cancel) => Never<bool?>();

        public ValueTask<InterruptionNotice?> PollAsync(CancellationToken cancel) => Never<InterruptionNotice?>();

        private ValueTask<T> Never<T>()
        {
            Asked++;
            return new(new TaskCompletionSource<T>().Task);
        }
    }
}
