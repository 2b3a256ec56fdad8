using System.Globalization;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Outputs;

/// <summary>The packs of live output of a run among the blobs.</summary>
/// <param name="blobs">The blobs.</param>
/// <param name="run">The run.</param>
public sealed class LivePackBlobs(IBlobStore blobs, RunId run)
{
    /// <summary>Writes a worker's next pack.</summary>
    public async Task WriteAsync(string worker, long number, LivePack pack)
    {
        using var content = new MemoryStream(pack.Write());
        await blobs.PutAsync(PointBlobs.KeyOf(run, PointBlobs.LiveOf(worker, number)), content);
    }

    /// <summary>Which packs there are, in order of workers and numbers.</summary>
    public async IAsyncEnumerable<(string Worker, long Number)> ListAsync()
    {
        await foreach (var blob in blobs.ListAsync(PointBlobs.KeyOf(run, PointBlobs.Live)))
        {
            if (blob.Key.Split('/') is [.., var worker, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
                yield return (worker, parsed);
        }
    }

    /// <summary>Reads a pack; null: it is not there any more.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public async Task<LivePack?> ReadAsync(string worker, long number)
    {
        var bytes = await blobs.ReadWholeAsync(PointBlobs.KeyOf(run, PointBlobs.LiveOf(worker, number)));
        return bytes is null ? null : LivePack.Read(worker, bytes);
    }

    /// <summary>Removes a pack.</summary>
    public Task RemoveAsync(string worker, long number) => blobs.DeleteAsync(PointBlobs.KeyOf(run, PointBlobs.LiveOf(worker, number)));
}
