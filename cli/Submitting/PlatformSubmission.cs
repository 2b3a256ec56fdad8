using System.Globalization;
using Muster.Agent.Workdirs;
using Muster.Cli.Stores;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Cli.Submitting;

/// <summary>A submission to a platform: what points read is uploaded with it, and the platform starts it. No engine of this machine takes part.</summary>
internal sealed class PlatformSubmission
{
    private readonly StoreContext store;
    private readonly Action<string> tell;
    private readonly PlatformLink platform;

    private PlatformSubmission(StoreContext store, Action<string> tell, PlatformLink platform) => (this.store, this.tell, this.platform) = (store, tell, platform);

    /// <summary>The way to submit to a store's platform; null: it has none.</summary>
    public static async Task<PlatformSubmission?> FindAsync(StoreContext store, Action<string> tell, CancellationToken cancel) =>
        store.Platform is { } platform && await platform.IsThereAsync(cancel) ? new(store, tell, platform) : null;

    /// <summary>Uploads the workdir, unless one with the same content was uploaded before.</summary>
    /// <returns>The spec as instances can use it.</returns>
    /// <exception cref="WorkdirException">The folder cannot be uploaded.</exception>
    /// <exception cref="UsageException">The spec needs a file that would not be on an instance.</exception>
    public async Task<SweepSpec> PrepareAsync(SweepSpec spec, CancellationToken cancel)
    {
        if (spec.Workdir is not { } workdir)
            return spec;
        if (spec.Script is { } script && Path.GetRelativePath(workdir, script) is var relative && (relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)))
            throw new UsageException($"The script {script} lies outside the workdir {workdir}, and only that folder is brought to instances. Move the script into it, or name a folder with both as workdir.");
        var tree = WorkdirTree.Scan(workdir, new());
        if (await new WorkdirTransfer(store.Ports.Blobs).UploadAsync(tree, cancel))
            tell(string.Create(CultureInfo.InvariantCulture, $"The workdir {workdir} was uploaded: {tree.Entries.Count} files and folders, {MemorySize.Format(tree.Bytes)}."));
        return spec with { WorkdirDigest = tree.Digest };
    }

    /// <summary>Wishes that the platform take the run up.</summary>
    public Task StartAsync(RunRecord run, CancellationToken cancel) => platform.StartAsync(run, 0, cancel);
}
