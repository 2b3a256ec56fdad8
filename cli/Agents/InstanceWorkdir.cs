using Muster.Agent.Workdirs;
using Muster.Local.Store;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Cli.Agents;

/// <summary>The folder that points may read, on an instance: as it was uploaded with the run.</summary>
internal static class InstanceWorkdir
{
    /// <summary>Brings it here.</summary>
    /// <returns>The spec with the folder, and a script that lies in it, as they are here.</returns>
    /// <exception cref="WorkdirException">It is not there any more, or damaged.</exception>
    public static async Task<SweepSpec> BringAsync(SweepSpec spec, IBlobStore blobs, StoreDirectory directory, CancellationToken cancel)
    {
        if (spec.WorkdirDigest is not { } digest)
            return spec;
        var folder = await new WorkdirTransfer(blobs).BringAsync(digest, Path.Join(directory.Root, "workdirs"), cancel);
        return spec with { Workdir = folder, Script = spec.Script is { } script ? Path.Join(folder, Path.GetRelativePath(spec.Workdir!, script)) : null };
    }
}
