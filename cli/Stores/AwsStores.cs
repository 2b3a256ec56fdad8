using Muster.Aws.Context;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Cli.Submitting;
using Muster.Local.Engine;
using Muster.Local.Outputs;
using Muster.Local.Store;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Cli.Stores;

/// <summary>Opens stores on AWS. Points run on this machine, and what they write stays here.</summary>
internal static class AwsStores
{
    /// <summary>Reads runs. Nothing is made on this machine.</summary>
    public static async Task<IReadOnlyList<RunRecord>> GlanceAsync(StoreAddress address, RunQuery query, Func<string, string?> environment, CancellationToken cancel)
    {
        using var store = AwsStore.Open(address.Aws!, environment, new() { Chance = LocalEngineOptions.Chance });
        return await store.Records.ListRunsAsync(query, cancel);
    }

    public static StoreContext Open(StoreAddress address, Func<string, string?> environment)
    {
        var directory = address.Directory;
        directory.Create();
        var home = EngineHome.Of(directory, LocalEngineOptions.Chance);
        var store = AwsStore.Open(address.Aws!, environment, new() { Chance = LocalEngineOptions.Chance });
        var platform = new PlatformLink(store.Fleet, TimeProvider.System);
        return new(address, new(store.Records, store.Blobs, new LocalOutputs(directory.Points, store.Blobs) { HasInstances = true }, TimeProvider.System)
        {
            Files = new FolderRunFiles(directory.Points),
            // Of the engines and agents of other machines, only their locks tell.
            MayBePlatform = true,
            IsAlive = owner => home.IsOfHere(owner) ? LocalStores.IsAlive(directory, owner) : AgentFile.IsAliveHere(directory, home, owner),
            HasEngine = run => LocalStores.HasEngine(directory, run),
        }, store)
        {
            Home = home,
            Pace = EnginePace.Remote,
            Platform = platform,
            Spokes = new(store.Fleet.ListSpokesAsync, store.Blobs, PlatformBlobs.Catalogue),
            EnsureEngine = async (run, cancel) => await platform.IsThereAsync(cancel)
                ? await platform.EnsureAsync(run, cancel)
                : await DetachedEngine.EnsureAsync(address, TimeProvider.System, cancel),
        };
    }
}
