using Muster.Archives;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Local.Blobs;
using Muster.Local.Outputs;
using Muster.Local.Store;
using Muster.Runs;

namespace Muster.Cli.Doctor;

/// <summary>Runs of which only a part is there.</summary>
/// <param name="Deleting">Those whose deletion broke off.</param>
/// <param name="Importing">Those whose import broke off.</param>
/// <param name="Strays">Those that are not in the store but have files here.</param>
internal sealed record Leftovers(IReadOnlyList<RunId> Deleting, IReadOnlyList<RunId> Importing, IReadOnlyList<RunId> Strays);

/// <summary>Whether deletions and imports broke off, or files are left of runs that others deleted. What a process is at work on does not count.</summary>
/// <param name="address">The store.</param>
/// <param name="context">Opens a store on AWS.</param>
internal sealed class LeftoversCheck(StoreAddress address, CommandContext context) : IDoctorCheck
{
    private const int MostNamed = 10;
    private readonly string points = address.Directory.Points;

    /// <inheritdoc />
    public string Name => "leftovers";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(CancellationToken cancel)
    {
        if (address.Aws is null && !address.Directory.Exists)
            return Finding.Skip($"There is no store in {address.Text} yet");
        return Judge(address.Aws is null ? await OfDirectoryAsync(cancel) : await OfAwsAsync(cancel));
    }

    /// <summary>Decides: anything that is left is a warning.</summary>
    public static Finding Judge(Leftovers left)
    {
        List<string> parts = [];
        Add(left.Deleting, "half deleted");
        Add(left.Importing, "half imported");
        Add(left.Strays, "not in the store, but left files here");
        if (parts.Count == 0)
            return Finding.Ok("No run is half deleted or half imported");
        var ids = left.Deleting.Concat(left.Importing).Concat(left.Strays).Take(MostNamed);
        return Finding.Warn(string.Join("; ", parts), $"{(left.Importing.Count > 0 ? "Import again what was being imported, and remove the rest" : "Remove what is left")}: muster delete {string.Join(' ', ids)}");

        void Add(IReadOnlyList<RunId> runs, string what)
        {
            if (runs.Count > 0)
                parts.Add($"{Human.Count(runs.Count, "run")} {(runs.Count == 1 ? "is" : "are")} {what}");
        }
    }

    // A store on this machine is looked at, and not opened: opening may bring it to a newer version.
    private async Task<Leftovers> OfDirectoryAsync(CancellationToken cancel)
    {
        var directory = address.Directory;
        var importing = Idle(await ImportMark.ListAsync(new FolderBlobStore(directory.Blobs), cancel));
        var unknown = StoreInspection.Unknown(directory, importing);
        return new(Idle(StoreInspection.Deleting(directory)), unknown, StoreInspection.Unknown(directory, [.. (await WithFilesAsync(cancel)).Except(importing)]));
    }

    private async Task<Leftovers> OfAwsAsync(CancellationToken cancel)
    {
        using var store = context.OpenStore(address)!;
        var importing = Idle(await ImportMark.ListAsync(store.Ports.Blobs, cancel));
        var deleting = (await store.Ports.Store.ListRunsAsync(new() { Most = 1000 }, cancel)).Where(run => run.DeletingSince is not null).Select(run => run.Id);
        var strays = new List<RunId>();
        foreach (var run in (await WithFilesAsync(cancel)).Except(importing))
        {
            if (await store.Ports.Store.GetRunAsync(run, cancel) is null)
                strays.Add(run);
        }

        return new(Idle(deleting), importing, strays);
    }

    private async Task<IReadOnlyList<RunId>> WithFilesAsync(CancellationToken cancel) => Idle(await new FolderRunFiles(points).ListRunsAsync(cancel));

    private List<RunId> Idle(IEnumerable<RunId> runs) => [.. runs.Where(run => !RunFilesLock.IsTaken(points, run))];
}
