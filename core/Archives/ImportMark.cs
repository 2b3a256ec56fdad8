using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Archives;

/// <summary>
/// The mark of an import that is under way or broke off: a blob that holds the run's record to be. The run is not there yet, and nobody
/// sees it; by its rounds whoever cleans up finds the chunks that may be there.
/// </summary>
public static class ImportMark
{
    private const string Name = "import.json";

    /// <summary>Its key.</summary>
    public static string Key(RunId run) => SpecBlobs.Prefix(run) + Name;

    /// <summary>The run to be; null: there is no mark.</summary>
    public static async Task<RunRecord?> ReadAsync(IBlobStore blobs, RunId run, CancellationToken cancel = default)
    {
        var bytes = await blobs.ReadWholeAsync(Key(run), cancel);
        return bytes is null ? null : RecordJson.ReadRun(bytes);
    }

    /// <summary>The runs that have one, by ascending id.</summary>
    public static async Task<IReadOnlyList<RunId>> ListAsync(IBlobStore blobs, CancellationToken cancel = default)
    {
        var found = new List<RunId>();
        await foreach (var blob in blobs.ListAsync("runs/", cancel))
        {
            if (blob.Key.Split('/') is [_, var run, Name])
                found.Add(new(run));
        }

        return found;
    }

    internal static async Task WriteAsync(IBlobStore blobs, RunRecord run, CancellationToken cancel)
    {
        using var bytes = new MemoryStream(RecordJson.Write(run));
        await blobs.PutAsync(Key(run.Id), bytes, cancel);
    }
}
