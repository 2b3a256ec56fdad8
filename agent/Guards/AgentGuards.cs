using Muster.Guards;

namespace Muster.Agent.Guards;

/// <summary>Watches over an agent: looks, lets <see cref="GuardDecision"/> decide, and tells when something is due. It ends nothing itself.</summary>
public sealed class AgentGuards
{
    private readonly GuardSpec spec;
    private readonly GuardPorts ports;
    private readonly GuardPolicy policy;
    private readonly TimeProvider time;
    private readonly long zero;
    private readonly PatientQuestion<MachineReading> machine;
    private readonly PatientQuestion<bool?> completion;
    private readonly PatientQuestion<InterruptionNotice?> notices;
    private readonly TaskCompletionSource<GuardVerdict> drain = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<GuardVerdict> stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource signalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GuardState state = GuardState.Start;
    private InterruptionNotice? signal;
    private GuardStatus status;

    /// <summary>Guards that do not look yet.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="ports">What they look at.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="policy">Thresholds; null: the defaults.</param>
    public AgentGuards(GuardSpec spec, GuardPorts ports, TimeProvider time, GuardPolicy? policy = null)
    {
        (this.spec, this.ports, this.time, this.policy) = (spec, ports, time, policy ?? new());
        zero = time.GetTimestamp();
        machine = new(ports.Machine.ReadAsync, MachineReading.Unknown, time);
        completion = new(cancel => ports.CompletionFile is { } file ? file.IsThereAsync(cancel) : new((bool?)null), null, time);
        notices = new(ports.Notices.PollAsync, null, time);
        status = Sum(Decide(time.GetUtcNow(), TimeSpan.Zero), time.GetUtcNow(), TimeSpan.Zero);
    }

    /// <summary>Completes when no more work is to be taken, with the reason; also when work is to be stopped at once.</summary>
    public Task<GuardVerdict> DrainDue => drain.Task;

    /// <summary>Completes when running work is to be stopped, with the reason; it may follow <see cref="DrainDue"/>.</summary>
    public Task<GuardVerdict> StopDue => stop.Task;

    /// <summary>What was seen at the last look.</summary>
    public GuardStatus Status => Volatile.Read(ref status);

    /// <summary>Somebody signals the agent to end. May be called from any thread; the first one counts.</summary>
    /// <param name="name">The signal, such as <c>SIGTERM</c>.</param>
    public void Signal(string name)
    {
        Interlocked.CompareExchange(ref signal, new() { Kind = InterruptionKind.Signal, Source = name, Reason = "it was signalled" }, null);
        signalled.TrySetResult();
    }

    /// <summary>Looks again and again until it is cancelled, or until work is to be stopped.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!StopDue.IsCompleted)
        {
            var lookIn = await LookAsync(cancel);
            if (!StopDue.IsCompleted)
                await Task.WhenAny(Task.Delay(lookIn, time, cancel), signalled.Task);
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Looks once.</summary>
    /// <returns>When to look again at the latest.</returns>
    internal async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        var patience = Patience();
        var asked = (Machine: ReadingAsync(patience, cancel), Completion: completion.AskAsync(patience, cancel), Notice: notices.AskAsync(patience, cancel));
        await Task.WhenAny(Task.WhenAll(asked.Machine, asked.Completion, asked.Notice), signalled.Task);
        if (signal is null)
            await Task.WhenAll(asked.Machine, asked.Completion, asked.Notice);
        var (now, at) = (time.GetUtcNow(), time.GetElapsedTime(zero));
        state = state.Next(
            new()
            {
                Now = now,
                At = at,
                Reading = Answer(asked.Machine),
                CompletionFileIsThere = Answer(asked.Completion),
                Notice = signal ?? Answer(asked.Notice),
            },
            policy);
        var decision = Decide(now, at);
        Tell(decision.Verdict);
        Volatile.Write(ref status, Sum(decision, now, at));
        return decision.LookIn;
    }

    private async Task<MachineReading?> ReadingAsync(TimeSpan patience, CancellationToken cancel)
    {
        if (spec.IdleTimeout is not { } timeout || (state.Idle.ReadAt is { } read && time.GetElapsedTime(zero) - read < IdleDecision.For(state.Idle, timeout, policy.Idle).ReadIn))
            return null;
        return (await machine.AskAsync(patience, cancel)).With(ports.Work());
    }

    // Whatever hangs, a deadline does not wait for it.
    private TimeSpan Patience()
    {
        var left = spec.Deadline - time.GetUtcNow() ?? TimeSpan.MaxValue;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < PatientQuestion<bool>.Patience ? left : PatientQuestion<bool>.Patience;
    }

    private static T? Answer<T>(Task<T?> asked) => asked.IsCompletedSuccessfully ? asked.Result : default;

    private GuardDecision Decide(DateTimeOffset now, TimeSpan at) => GuardDecision.For(spec, state, now, at, policy);

    // What was told is not taken back: an agent that drains goes on draining when its completion file goes away.
    private GuardStatus Sum(GuardDecision decision, DateTimeOffset now, TimeSpan at)
    {
        var seen = GuardStatus.Of(spec, state, decision, now, at);
        return DrainDue.IsCompletedSuccessfully && DrainDue.Result is var told && told.Step > seen.Step ? seen with { Step = told.Step, Reason = told.Reason } : seen;
    }

    private void Tell(GuardVerdict? verdict)
    {
        if (verdict is null)
            return;
        drain.TrySetResult(verdict);
        if (verdict.Step == GuardStep.Stop)
            stop.TrySetResult(verdict);
    }
}
