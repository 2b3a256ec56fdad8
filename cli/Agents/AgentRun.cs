using Muster.Agent.Guards;
using Muster.Agent.Points;
using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Fleet;
using Muster.Guards;
using Muster.Local.Engine;
using Muster.Operations;
using Muster.Workers;

namespace Muster.Cli.Agents;

/// <summary><c>muster agent</c>: serves a store until its work is over.</summary>
/// <param name="context">The command's world.</param>
/// <param name="address">The store.</param>
/// <param name="wishes">How it works.</param>
internal sealed class AgentRun(CommandContext context, StoreAddress address, AgentWishes wishes)
{
    /// <summary>How often what guards see is told to others.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    private AgentGuards? guards;
    private string? signal;

    /// <summary>Is an agent to the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        if (DeadlineChoice.FindProblem(wishes.Deadline, new FileGuardMemory(AgentFile.FolderOf(address.Directory)).Read(), context.Time.GetUtcNow()) is { } problem)
            throw new UsageException(problem);
        using var interrupts = new Interrupts(Heard);
        using var store = OpenStores.OrMake(address, context.Environment);
        using var interruption = new Interruption(context.Time);
        var run = wishes.Run is { } named ? (await new RunFinder(store.Ports.Store).FindAsync(named)).Id : (Runs.RunId?)null;
        var folder = AgentFile.FolderOf(address.Directory);
        Directory.CreateDirectory(folder);
        var (spec, intents) = (Guards(folder), new FileMachineIntents(folder));
        if (wishes.Instance is { } instance)
            await intents.WithdrawAsync(instance, CancellationToken.None);
        var options = new AgentOptions(LocalEngineOptions.Of(context) with { Pace = store.Pace.ForAgents })
        {
            Run = run,
            Slots = wishes.Slots,
            Once = wishes.Once,
            Interruption = interruption,
        };
        GuardVerdict? verdict;
        string name;
        await using (var session = await AgentSession.BeginAsync(address.Directory, store.Ports.Store, store.Ports.Blobs, store.Home, options))
        {
            name = session.Agent.Name;
            context.Error.WriteLine($"Agent {name} serves {address.Text}{(run is { } id ? $", run {id} only" : "")}.");
            verdict = await WorkAsync(session, spec, options, interruption);
        }

        return verdict is null ? ExitCode.Done : await EndAsync(spec, verdict, new(name, wishes.Instance), intents);
    }

    private GuardSpec Guards(string folder)
    {
        var choice = DeadlineChoice.Make(wishes.Deadline, new FileGuardMemory(folder), context.Time.GetUtcNow());
        if (choice.Notice is { } notice)
            context.Error.WriteLine(notice);
        return wishes.Guards with { Deadline = choice.Deadline?.Deadline, DeadlineSetAt = choice.Deadline?.SetAt };
    }

    private void Heard(Interrupt interrupt)
    {
        signal ??= interrupt == Interrupt.First ? "SIGINT" : "SIGTERM";
        guards?.Signal(signal);
    }

    /// <summary>Works until somebody or something says that it is over.</summary>
    /// <returns>What ended it; null: nothing wants work any more.</returns>
    private async Task<GuardVerdict?> WorkAsync(AgentSession session, GuardSpec spec, AgentOptions options, Interruption interruption)
    {
        using var over = new CancellationTokenSource();
        guards = new(spec, GuardPorts.ForThisSystem(spec, wishes.NoticeFile, () => session.Engine.Work, context.Time), context.Time);
        if (signal is { } early)
            guards.Signal(early); // heard just before
        var looking = guards.RunAsync(over.Token);
        var telling = TellAsync(session, spec, options, over.Token);
        var idle = options.Once ? session.Engine.IdleAsync(over.Token) : Task.Delay(Timeout.InfiniteTimeSpan, context.Time, over.Token);
        await Task.WhenAny(guards.DrainDue, idle);
        GuardVerdict? verdict = null;
        if (guards.DrainDue.IsCompletedSuccessfully)
            verdict = await EndWorkAsync(session.Engine, guards, interruption);
        await over.CancelAsync();
        await Task.WhenAll(looking, telling, idle).ContinueWith(static _ => { }, TaskScheduler.Default);
        return verdict;
    }

    private async Task<GuardVerdict> EndWorkAsync(Engine engine, AgentGuards watching, Interruption interruption)
    {
        var verdict = await watching.DrainDue;
        Tell(verdict);
        engine.Stop(WorkerStop.Drain);
        var idle = engine.IdleAsync(CancellationToken.None);
        if (await Task.WhenAny(idle, watching.StopDue) == idle)
            return verdict;
        verdict = await watching.StopDue;
        Tell(verdict);
        engine.Stop(WorkerStop.Now);
        await idle;
        return verdict;

        void Tell(GuardVerdict due)
        {
            if (due.By is { } by)
                interruption.Tell(by, due.Reason);
        }
    }

    /// <summary>Tells what the guards see whenever that is another sentence.</summary>
    private async Task TellAsync(AgentSession session, GuardSpec spec, AgentOptions options, CancellationToken over)
    {
        string? told = null;
        while (true)
        {
            if (guards!.Status.Reason is var reason && reason != told)
                AgentFile.Tell(session.Agent, options, told = reason, spec.Deadline);
            await Task.Delay(TellEvery, context.Time, over);
        }
    }

    private async Task<int> EndAsync(GuardSpec spec, GuardVerdict verdict, AgentMachine machine, FileMachineIntents intents)
    {
        var end = EndDecision.For(spec, verdict, machine, context.Time.GetUtcNow());
        if (end.Intent is { } intent)
            await intents.RecordAsync(intent, CancellationToken.None);
        context.Error.WriteLine(end.Reason);
        return verdict.Cause == GuardCause.Interruption ? ExitCode.Interrupted : ExitCode.Done;
    }
}

/// <summary>What was asked of an agent.</summary>
internal sealed record AgentWishes
{
    /// <summary>The only run that it serves, as it was named; null: all.</summary>
    public string? Run { get; init; }

    /// <summary>Cores that it gives to points, 1 or more; null: all of the machine.</summary>
    public int? Slots { get; init; }

    /// <summary>Whether it ends when nothing wants work any more.</summary>
    public bool Once { get; init; }

    /// <summary>What was asked for as its deadline; null: none.</summary>
    public DeadlineOption? Deadline { get; init; }

    /// <summary>Its guards, but for the deadline.</summary>
    public GuardSpec Guards { get; init; } = new();

    /// <summary>Absolute path of the file that tells of interruptions; null: none.</summary>
    public string? NoticeFile { get; init; }

    /// <summary>Its machine's id at its provider; null: unknown.</summary>
    public string? Instance { get; init; }
}
