using Muster.Agent.Guards;
using Muster.Agent.Points;
using Muster.Cli.Submitting;
using Muster.Guards;
using Muster.Workers;

namespace Muster.Cli.Agents;

/// <summary>Lets an agent work until its work is over, or a guard or a signal ends it.</summary>
/// <param name="time">The clock.</param>
/// <param name="interruption">What its jobs are told of interruptions.</param>
internal sealed class GuardedWork(TimeProvider time, Interruption interruption)
{
    /// <summary>How often what guards see is told to others.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource signalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AgentGuards? guards;
    private string? signal;

    /// <summary>Completes when the process was signalled.</summary>
    public Task Signalled => signalled.Task;

    /// <summary>The process was signalled.</summary>
    public void Heard(Interrupt interrupt)
    {
        signal ??= interrupt == Interrupt.First ? "SIGINT" : "SIGTERM";
        guards?.Signal(signal);
        signalled.TrySetResult();
    }

    /// <summary>Works until somebody or something says that it is over.</summary>
    /// <param name="spec">What was asked of the guards.</param>
    /// <param name="ports">What they look at.</param>
    /// <param name="duty">What the agent does.</param>
    /// <returns>What ended it; null: its work was over.</returns>
    public async Task<GuardVerdict?> RunAsync(GuardSpec spec, GuardPorts ports, AgentDuty duty)
    {
        using var over = new CancellationTokenSource();
        guards = new(spec, ports, time);
        if (signal is { } early)
            guards.Signal(early); // heard just before
        var looking = guards.RunAsync(over.Token);
        var telling = TellAsync(guards, duty, over.Token);
        var idle = duty.IsOver(over.Token);
        await Task.WhenAny(guards.DrainDue, idle);
        GuardVerdict? verdict = null;
        if (guards.DrainDue.IsCompletedSuccessfully)
            verdict = await EndAsync(duty, guards);
        await over.CancelAsync();
        await Task.WhenAll(looking, telling, idle).ContinueWith(static _ => { }, TaskScheduler.Default);
        return verdict;
    }

    private async Task<GuardVerdict> EndAsync(AgentDuty duty, AgentGuards watching)
    {
        var verdict = await watching.DrainDue;
        Tell(verdict);
        duty.Stop(WorkerStop.Drain);
        var stopped = duty.HasStopped();
        if (await Task.WhenAny(stopped, watching.StopDue) == stopped)
            return verdict;
        verdict = await watching.StopDue;
        Tell(verdict);
        duty.Stop(WorkerStop.Now);
        await stopped;
        return verdict;

        void Tell(GuardVerdict due)
        {
            if (due.By is { } by)
                interruption.Tell(by, due.Reason);
        }
    }

    /// <summary>Tells what the guards see whenever that is another sentence.</summary>
    private async Task TellAsync(AgentGuards watching, AgentDuty duty, CancellationToken over)
    {
        string? told = null;
        while (true)
        {
            if (watching.Status.Reason is var reason && reason != told)
                duty.Tell(told = reason);
            await Task.Delay(TellEvery, time, over);
        }
    }
}

/// <summary>What an agent does, as its guards see it.</summary>
internal sealed record AgentDuty
{
    /// <summary>Completes when its work is over by itself.</summary>
    public required Func<CancellationToken, Task> IsOver { get; init; }

    /// <summary>Asks its work to end.</summary>
    public required Action<WorkerStop> Stop { get; init; }

    /// <summary>Completes when its work has ended, once that was asked for.</summary>
    public required Func<Task> HasStopped { get; init; }

    /// <summary>Tells others what the guards see.</summary>
    public required Action<string> Tell { get; init; }
}
