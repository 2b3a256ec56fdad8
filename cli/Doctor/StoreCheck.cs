using Muster.Cli.Stores;
using Muster.Local.Store;
using Muster.Runs;

namespace Muster.Cli.Doctor;

/// <summary>Whether the store can be read: all of a file of records, or one record and one blob of a store on AWS.</summary>
/// <param name="address">The store.</param>
/// <param name="context">Opens a store on AWS.</param>
internal sealed class StoreCheck(StoreAddress address, CommandContext context) : IDoctorCheck
{
    /// <summary>No run has this id: a read of it says that the store answers.</summary>
    private static readonly RunId NoRun = new("doctor");

    /// <summary>No blob has this key.</summary>
    private const string NoBlob = "doctor";

    /// <inheritdoc />
    public string Name => "store";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(CancellationToken cancel)
    {
        if (address.Aws is not null)
        {
            using var store = context.OpenStore(address);
            await store!.Ports.Store.GetRunAsync(NoRun, cancel);
            await store.Ports.Blobs.FindAsync(NoBlob, cancel);
            return Finding.Ok($"{address.Text} answers, and so does its bucket");
        }

        if (address.Directory.Exists)
            return Judge(address.Directory.StoreFile, StoreInspection.Of(address.Directory));
        MissingStore.Check(address);
        return Finding.Skip($"There is no store in {address.Text} yet; the first submit makes it");
    }

    /// <summary>Decides.</summary>
    /// <param name="file">The store's file.</param>
    /// <param name="seen">What was seen in it.</param>
    public static Finding Judge(string file, StoreInspection seen) => seen.Problem is { } problem
        ? Finding.Fail($"{file} is damaged: {problem}", "Move the store's directory away, or restore it from a copy, or name another one with --store.")
        : Finding.Ok($"{file} is sound, schema version {seen.SchemaVersion}");
}
