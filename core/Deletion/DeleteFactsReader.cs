using Muster.Operations;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Deletion;

/// <summary>Reads what a decision on a deletion needs.</summary>
/// <param name="ports">What it works with.</param>
internal sealed class DeleteFactsReader(RunPorts ports)
{
    /// <summary>How long workers that are just ending are waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MostWaiting = 1000;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>The facts of a run as it was read. Workers of a run that has ended end, too: they are given a moment.</summary>
    public async Task<DeleteFacts> ReadAsync(RunRecord run, CancellationToken cancel)
    {
        var began = ports.Time.GetTimestamp();
        var workers = await AliveAsync(run, cancel);
        while (workers.Count > 0 && run.State.IsTerminal() && ports.Time.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(LookAgain, ports.Time, cancel);
            workers = await AliveAsync(run, cancel);
        }

        var going = await ports.Store.ListRunsWantingWorkAsync(MostWaiting, cancel);
        return new(run)
        {
            IsLocked = new StatusReader(ports).Of(run).IsLocked,
            Workers = workers,
            WaitedForBy = [.. going.Where(other => other.State == RunState.Ready && other.After.Any(dependency => dependency.Run == run.Id))],
        };
    }

    // Of other machines' workers nobody knows; what they still write is refused, and their files are not here.
    private async Task<IReadOnlyList<string>> AliveAsync(RunRecord run, CancellationToken cancel) =>
    [
        .. (await ports.Store.ListWorkersAsync(run.Id, cancel))
            .Where(worker => worker.Phase == WorkerPhase.Working && ports.IsAlive(worker.Instance) == true)
            .Select(worker => worker.Key.Worker),
    ];
}
