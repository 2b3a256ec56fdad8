using Muster.Chunks;
using Muster.Fleet;
using Muster.Runs;
using Muster.Testing.Virtual;
using Muster.Workers;

namespace Muster.Bench.Cloud;

/// <summary>
/// A worker on its instance, in virtual time, with the pace of agents on a platform. As there, outcomes wait until the packs of output and
/// results that they name are uploaded, one pack of each every 2 seconds at most (<c>agent/Points/PointUpload</c>).
/// </summary>
internal sealed class InstanceWorker : VirtualWorker
{
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(5), PackSpacing = TimeSpan.FromSeconds(2);
    private readonly VirtualPlatform platform;
    private readonly string name;
    private readonly Action over;
    private TimeSpan packedAt = -PackSpacing;
    private bool hasOutput;

    /// <summary>Begins its life.</summary>
    public InstanceWorker(VirtualPlatform platform, RunRecord run, LaunchIntent intent, Action over)
        : base(SetupOf(run, intent), platform.Records, platform.World, platform.Clock, OneWay)
    {
        (this.platform, this.over, name) = (platform, over, intent.Key.Token);
        Begin();
    }

    /// <inheritdoc />
    protected override void Start(StartOrder order)
    {
        var (takes, began) = (About(platform.Plan.Duration), Clock.GetUtcNow());
        for (var told = platform.Plan.TellsEvery; told < takes; told += platform.Plan.TellsEvery)
            platform.Blobs.CountPuts(1);
        World.After(takes, () =>
        {
            hasOutput = true;
            PointEnded(order.Point, Succeeded(order, began, takes, $"logs/{name}/out-{order.Slot}-000017.pack#{order.Point * 137}-{(order.Point * 137) + 118}"));
        });
    }

    /// <inheritdoc />
    protected override void Write(ChunkRecord next, Action write)
    {
        if (!hasOutput || !next.Entries.Any(entry => entry.Attempts.Count > 0))
        {
            write();
            return;
        }

        var wait = packedAt + PackSpacing - World.Now;
        World.After(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, () =>
        {
            if (hasOutput)
            {
                hasOutput = false;
                packedAt = World.Now;
                platform.Blobs.CountPuts(platform.Plan.ObjectsPerPack);
            }

            write();
        });
    }

    /// <inheritdoc />
    protected override void Ended() => over();

    private static WorkerSetup SetupOf(RunRecord run, LaunchIntent intent) =>
        new(new(run.Id, intent.Key.Token), run.Round, new(intent.Instance!, intent.Region, intent.Slots), static (_, _) => null, VirtualPlatform.WorkerPolicy);
}
