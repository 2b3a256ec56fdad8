using Muster.Cli.Stores;
using Muster.Local.Store;
using Muster.Runs;

namespace Muster.Cli.Engines;

/// <summary>A run that an engine works on.</summary>
/// <param name="Run">The run.</param>
/// <param name="Slots">The slots that its workers there have.</param>
/// <param name="Running">Points that they run, as they last said.</param>
internal sealed record EngineWork(RunRecord Run, int Slots, int Running);

/// <summary>The engine of this machine, as others see it.</summary>
/// <param name="Holder">The engine; null: none is alive.</param>
/// <param name="Next">Who waits to follow it; null: nobody.</param>
/// <param name="Work">The runs that it works on.</param>
/// <param name="Wanting">How many runs of the store want work, up to 1,000.</param>
internal sealed record EngineView(EngineHolder? Holder, EngineHolder? Next, IReadOnlyList<EngineWork> Work, int Wanting)
{
    /// <summary>Points that run, as the workers last said.</summary>
    public int Running => Work.Sum(work => work.Running);

    /// <summary>What the process of an engine is, in words.</summary>
    public static string Name(EngineHolder holder) => holder.ProcessId is { } pid ? $"process {pid}" : "a process that did not yet say its id";

    /// <summary>Looks.</summary>
    public static async Task<EngineView> LookAsync(CommandContext context, StoreAddress address, CancellationToken cancel)
    {
        var (holder, next) = (EngineLock.FindHolder(address.Directory), EngineLock.FindQueued(address.Directory));
        using var store = context.OpenStore(address);
        if (store is null)
        {
            MissingStore.Check(address);
            return new(holder, next, [], 0);
        }

        var runs = await store.Ports.Store.ListRunsWantingWorkAsync(1000, cancel);
        var work = new List<EngineWork>();
        foreach (var run in runs.Where(run => holder?.Engine is { } name && run.Lock?.Owner == name))
        {
            var workers = (await store.Ports.Store.ListWorkersAsync(run.Id, cancel)).Where(worker => worker.Instance == holder!.Engine).ToList();
            work.Add(new(run, workers.Sum(worker => worker.Slots), workers.Sum(worker => worker.Running)));
        }

        return new(holder, next, work, runs.Count);
    }
}
