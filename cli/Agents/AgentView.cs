using Muster.Agent.Processes;
using Muster.Cli.Stores;
using Muster.Local.Engine;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Cli.Agents;

/// <summary>An agent of this machine, as others see it when they ask.</summary>
/// <param name="File">What it says of itself.</param>
/// <param name="Work">The runs that it works on, with its workers' records.</param>
/// <param name="Health">How it is.</param>
/// <param name="Problem">What is wrong, in a sentence; null: nothing.</param>
internal sealed record AgentView(AgentFile File, IReadOnlyList<(RunRecord Run, WorkerRecord Worker)> Work, AgentHealth Health, string? Problem)
{
    /// <summary>Points that it runs, as its workers last said.</summary>
    public int Running => Work.Sum(work => work.Worker.Running);

    /// <summary>Looks at all agents of a store on this machine.</summary>
    public static async Task<IReadOnlyList<AgentView>> LookAsync(CommandContext context, StoreAddress address, CancellationToken cancel)
    {
        var files = AgentFile.List(address.Directory);
        using var store = context.OpenStore(address);
        if (store is null)
        {
            MissingStore.Check(address);
            return [.. files.Select(file => Judge(file, []))];
        }

        var workers = new List<(RunRecord Run, WorkerRecord Worker)>();
        foreach (var run in files.Count == 0 ? [] : await store.Ports.Store.ListRunsWantingWorkAsync(1000, cancel))
            workers.AddRange((await store.Ports.Store.ListWorkersAsync(run.Id, cancel)).Where(worker => worker.Phase == WorkerPhase.Working).Select(worker => (run, worker)));
        return [.. files.Select(file => Judge(file, [.. workers.Where(pair => pair.Worker.Instance == file.Name)]))];
    }

    private static AgentView Judge(AgentFile file, IReadOnlyList<(RunRecord Run, WorkerRecord Worker)> work) => file switch
    {
        { IsAlive: false } => new(file, work, AgentHealth.Dead, "Its process was killed; the next agent or engine of this store takes its points up."),
        { Identity: { } identity } when !ProcessTable.IsAlive(identity) => new(file, work, AgentHealth.Dead, "Its process is gone."),
        _ when work.Select(pair => pair.Worker.Problem).FirstOrDefault(problem => problem is not null) is { } problem => new(file, work, AgentHealth.Hindered, problem),
        _ => new(file, work, work.Any(pair => pair.Worker.Running > 0) ? AgentHealth.Working : AgentHealth.Idle, null),
    };
}

/// <summary>How an agent is.</summary>
internal enum AgentHealth
{
    /// <summary>It runs points.</summary>
    Working,
    /// <summary>It lives, and runs no point.</summary>
    Idle,
    /// <summary>Something hinders it.</summary>
    Hindered,
    /// <summary>It was killed.</summary>
    Dead,
}
