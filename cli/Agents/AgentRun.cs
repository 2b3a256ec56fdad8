using Muster.Agent.Guards;
using Muster.Agent.Points;
using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Fleet;
using Muster.Guards;
using Muster.Local.Engine;
using Muster.Local.Store;
using Muster.Operations;

namespace Muster.Cli.Agents;

/// <summary><c>muster agent</c>: serves a store until its work is over.</summary>
/// <param name="context">The command's world.</param>
/// <param name="address">The store.</param>
/// <param name="wishes">How it works.</param>
internal sealed class AgentRun(CommandContext context, StoreAddress address, AgentWishes wishes)
{
    /// <summary>Is an agent to the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        if (DeadlineChoice.FindProblem(wishes.Deadline, new FileGuardMemory(AgentFile.FolderOf(address.Directory)).Read(), context.Time.GetUtcNow()) is { } problem)
            throw new UsageException(problem);
        using var interruption = new Interruption(context.Time);
        var guarded = new GuardedWork(context.Time, interruption);
        using var interrupts = new Interrupts(guarded.Heard);
        using var store = OpenStores.OrMake(address, context.Environment);
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
        Task<StoreProblemException> gone;
        await using (var session = await AgentSession.BeginAsync(address.Directory, store.Ports.Store, store.Ports.Blobs, store.Home, options))
        {
            name = session.Agent.Name;
            context.Error.WriteLine($"Agent {name} serves {address.Text}{(run is { } id ? $", run {id} only" : "")}.");
            verdict = await WorkAsync(session, spec, options, guarded);
            gone = session.Engine.StoreGone;
        }

        if (gone.IsCompletedSuccessfully)
            throw await gone;

        return verdict is null ? ExitCode.Done : await EndAsync(spec, verdict, new(name, wishes.Instance), intents);
    }

    private GuardSpec Guards(string folder)
    {
        var choice = DeadlineChoice.Make(wishes.Deadline, new FileGuardMemory(folder), context.Time.GetUtcNow());
        if (choice.Notice is { } notice)
            context.Error.WriteLine(notice);
        return wishes.Guards with { Deadline = choice.Deadline?.Deadline, DeadlineSetAt = choice.Deadline?.SetAt };
    }

    /// <summary>Works until somebody or something says that it is over.</summary>
    /// <returns>What ended it; null: nothing wants work any more.</returns>
    private Task<GuardVerdict?> WorkAsync(AgentSession session, GuardSpec spec, AgentOptions options, GuardedWork guarded) => guarded.RunAsync(
        spec,
        GuardPorts.ForThisSystem(spec, wishes.NoticeFile, () => session.Engine.Work, context.Time),
        new()
        {
            IsOver = over => options.Once ? session.Engine.IdleAsync(over) : session.Engine.StoreGone.WaitAsync(over),
            Stop = session.Engine.Stop,
            HasStopped = () => session.Engine.IdleAsync(CancellationToken.None),
            Tell = reason => AgentFile.Tell(session.Agent, options, reason, spec.Deadline),
        });

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
