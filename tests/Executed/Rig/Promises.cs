using Muster.Aws.Contracts;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Platform.Ec2;

namespace Muster.Tests.Executed.Rig;

/// <summary>What holds of the store, and of EC2, after every scenario.</summary>
internal static class Promises
{
    /// <summary>Checks them all.</summary>
    public static async Task AssertAsync(PlatformRig rig, RunId id)
    {
        var run = await rig.RunAsync(id);
        await AssertOutcomesAsync(rig, run);
        await AssertLaunchesAsync(rig, run);
        AssertForeign(rig);
        await rig.AssertCleanAsync();
    }

    /// <summary>All points of a run, in their order.</summary>
    public static async Task<IReadOnlyList<PointEntry>> EntriesAsync(PlatformRig rig, RunRecord run)
    {
        var entries = new SortedDictionary<long, PointEntry>();
        foreach (var pool in run.Round.Pools)
        {
            foreach (var chunk in await rig.Store.ListChunksAsync(new(run.Id, run.Round.Number, pool.Number), 0, pool.ChunkCount - 1, (int)pool.ChunkCount))
            {
                for (var offset = 0; offset < chunk.Entries.Count; offset++)
                    entries[pool.PointAt(chunk.Key.Number, offset)] = chunk.Entries[offset];
            }
        }

        return [.. entries.Values];
    }

    /// <summary>Each point has one outcome, and the run's counts and state follow from them (promises 3 and 10).</summary>
    private static async Task AssertOutcomesAsync(PlatformRig rig, RunRecord run)
    {
        var entries = await EntriesAsync(rig, run);
        Assert.Equal(run.Counts.Succeeded, entries.Count(entry => entry.State == PointState.Succeeded));
        Assert.Equal(run.Counts.Failed, entries.Count(entry => entry.State == PointState.Failed));
        Assert.All(entries, entry => Assert.InRange(entry.Attempts.Count(attempt => attempt is { End: AttemptEnd.Exited, ExitCode: 0 }), 0, 1));
        if (run.State == RunState.Complete)
            Assert.Equal(run.PointCount, run.Counts.Succeeded);
    }

    /// <summary>Every instance was launched by a fleet whose intents were recorded before, and no fleet launched more than it has intents (promise 6).</summary>
    private static async Task AssertLaunchesAsync(PlatformRig rig, RunRecord run)
    {
        var fleets = rig.Instances.Where(instance => instance.Tags.GetValueOrDefault(PlatformTags.Run) == run.Id.Value && instance.Tags.ContainsKey(PlatformTags.Fleet))
            .GroupBy(instance => instance.Tags[PlatformTags.Fleet], StringComparer.Ordinal);
        foreach (var fleet in fleets)
        {
            var first = await rig.Store.GetIntentAsync(new(run.Id, fleet.Key));
            Assert.True(first is not null, $"The fleet {fleet.Key} has instances, but no intent.");
            var intents = await rig.IntentsAsync(run.Id);
            var own = intents.Where(intent => intent.Fleet == fleet.Key || intent.Key.Token == fleet.Key).ToList();
            Assert.True(fleet.Count() <= own.Count, $"The fleet {fleet.Key} has {fleet.Count()} instances for {own.Count} intents.");
            Assert.All(fleet, instance => Assert.True(instance.LaunchedAt <= own.Max(intent => intent.NotAfter) + TimeSpan.FromSeconds(1), $"{instance.Id} was launched after its intent's 'not after'."));
        }
    }

    /// <summary>Whoever carries no tag of this deployment lives (promise 9).</summary>
    private static void AssertForeign(PlatformRig rig) =>
        Assert.All(rig.Instances.Where(instance => !IsOurs(instance)), instance => Assert.Equal("running", instance.State));

    private static bool IsOurs(FakeInstance instance) =>
        instance.Tags.GetValueOrDefault(PlatformTags.Deployment) == Muster.Tests.Infra.SynthesizedPlatform.Deployment && instance.Tags.GetValueOrDefault(PlatformTags.Origin) == PlatformTags.Launched;
}
