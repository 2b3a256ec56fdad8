using Muster.Agent.Graphs;
using Muster.Agent.Points;
using Muster.Agent.Workers;
using Muster.Graphs;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>Makes what runs the points of a worker of this process: commands, or graphs of jobs.</summary>
/// <param name="setup">What it works with.</param>
/// <param name="survivor">What an earlier engine left of an attempt that survives engines; null: nothing.</param>
internal sealed class PointExecutors(EngineSetup setup, Func<RunId, StartOrder, RunningEntry?> survivor)
{
    private readonly GpuPool gpus = new(setup.Machine.Gpus);

    /// <summary>Makes one.</summary>
    /// <param name="worker">The worker's id.</param>
    /// <param name="work">What it works on.</param>
    /// <param name="trouble">Hears of trouble that passes by itself when somebody acts.</param>
    public IPointExecutor Make(string worker, WorkerWork work, Action<string> trouble) =>
        work.Spec.Graph is null ? OfCommand(worker, work, trouble) : OfGraph(worker, work, trouble);

    private PointExecutor OfCommand(string worker, WorkerWork work, Action<string> trouble) => new(new()
    {
        Run = work.Run,
        Spec = work.Spec,
        Points = work.Points,
        Command = PointCommand.Of(work.Spec, setup.Shell),
        Shell = setup.Shell,
        Worker = worker,
        Mark = setup.Mark,
        Folders = FoldersOf(work.Run.Id),
        Processes = setup.Processes,
        Gpus = gpus,
        Time = setup.Time,
        Survivor = order => survivor(work.Run.Id, order),
        Upload = setup.Upload?.Invoke(work.Run, work.Spec, worker),
        Trouble = trouble,
        Interruption = setup.Interruption,
    });

    private GraphExecutor OfGraph(string worker, WorkerWork work, Action<string> trouble) => new(new()
    {
        Run = work.Run,
        Spec = work.Spec,
        Points = work.Points,
        Shell = setup.Shell,
        Worker = worker,
        Mark = setup.Mark,
        Folders = FoldersOf(work.Run.Id),
        Processes = setup.Processes,
        Gpus = gpus,
        Time = setup.Time,
        Trouble = trouble,
        Blobs = setup.Blobs,
        Room = JobRoom.Of(JobRoom.RequestOf(work.Spec, setup.Machine)),
        Chance = setup.Chance,
        Interruption = setup.Interruption,
        MemoryKills = setup.MemoryKills,
    });

    private RunFolders FoldersOf(RunId run) => new(Path.Join(setup.Points, run.Value), setup.Agent?.RunningOf(run));
}

/// <summary>What a worker works on.</summary>
/// <param name="Run">The run.</param>
/// <param name="Spec">Its spec.</param>
/// <param name="Points">Its points.</param>
internal sealed record WorkerWork(RunRecord Run, SweepSpec Spec, PointSource Points)
{
    /// <summary>Loads what a worker of a run works on.</summary>
    /// <exception cref="SpecGoneException">The spec is not there, or damaged.</exception>
    public static async Task<WorkerWork> LoadAsync(Stores.IBlobStore blobs, RunRecord run, CancellationToken cancel = default)
    {
        var (spec, points) = await SpecBlobs.LoadAsync(blobs, run, cancel);
        return new(run, spec, points);
    }
}
