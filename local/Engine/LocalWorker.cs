using Muster.Agent.Workers;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Resources;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Local.Engine;

/// <summary>A worker in this process, and its share of the machine.</summary>
internal sealed class LocalWorker(IntentKey intent, RunRecord run, ResourceRequest request, WorkerHost host)
{
    private readonly string name = $"run {run.Id} ({run.Name})";
    private ShareTurns turns = ShareTurns.None;
    private WaitReason? wait;
    private ShareDemand? seen;

    public IntentKey Intent { get; } = intent;

    public RunId Run { get; } = run.Id;

    public DateTimeOffset CreatedAt { get; } = run.CreatedAt;

    public WorkerHost Host { get; } = host;

    public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Trouble { get; set; }

    /// <summary>The run's priority as it was last seen in the store.</summary>
    public Priority Priority { get; set; } = run.Priority;

    /// <summary>Slots that it may use now.</summary>
    public int Share => turns.Held.Count;

    /// <summary>Whether figures are other than those on which its share rests.</summary>
    public bool IsNews(WorkerFigures figures) =>
        seen is not { } known || known.Running != figures.Running || known.Wanted != figures.Wanted || known.Pools != figures.Pools;

    /// <summary>Looks at what it uses and wants.</summary>
    public ShareDemand Look(Moment now)
    {
        var figures = Host.Figures;
        seen = new() { Name = name, Request = request, Running = figures.Running, Wanted = figures.Wanted, Pools = figures.Pools, Priority = Priority };
        turns = turns.Seen(seen, now);
        return seen with { Turns = turns };
    }

    /// <summary>Takes its share.</summary>
    public void Take(SlotShare share)
    {
        var isNews = Share != share.Slots || wait != share.Wait;
        (turns, wait) = (share.Turns, share.Wait);
        if (isNews)
            Host.Share(share.Slots, share.Wait);
    }
}
