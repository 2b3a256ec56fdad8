using System.Runtime.ExceptionServices;

namespace Muster.Aws.Blobs.Puts;

/// <summary>Sends a content's parts, several at once. The first error stops all; nothing is under way when it is told.</summary>
internal sealed class PartSending : IDisposable
{
    private readonly List<Task<SentPart>> sent = [];
    private readonly MultipartPut upload;
    private readonly PartReader reader;
    private readonly SemaphoreSlim slots;
    private readonly CancellationTokenSource stop;
    private ExceptionDispatchInfo? first;

    /// <summary>Sends parts of an upload.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="reader">Gets the buffers back.</param>
    /// <param name="slots">One for each part that may be under way.</param>
    /// <param name="cancel">Stops all.</param>
    public PartSending(MultipartPut upload, PartReader reader, SemaphoreSlim slots, CancellationToken cancel)
    {
        (this.upload, this.reader, this.slots) = (upload, reader, slots);
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    }

    /// <summary>Sends parts that were read, then all that follow.</summary>
    public async Task<IReadOnlyList<SentPart>> RunAsync(params IEnumerable<PartBuffer> read)
    {
        try
        {
            foreach (var part in read)
                await StartAsync(part);
            while (await reader.NextAsync(stop.Token) is { } part)
                await StartAsync(part);
        }
        catch (Exception error)
        {
            await FailAsync(error);
        }

        await ((Task)Task.WhenAll(sent)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        first?.Throw();
        return [.. sent.Select(part => part.Result)];
    }

    public void Dispose() => stop.Dispose();

    private async Task StartAsync(PartBuffer part)
    {
        if (sent.Count == S3BlobOptions.MostParts)
            throw new AwsProblemException($"The content is longer than {reader.Length - part.Count} bytes, which is all that {S3BlobOptions.MostParts} parts hold. Take larger parts ({nameof(S3BlobOptions)}.{nameof(S3BlobOptions.PartBytes)}).");
        await slots.WaitAsync(stop.Token);
        var number = sent.Count + 1;
        // On another thread: hashing the part must not hold up the reading of the next.
        sent.Add(Task.Run(() => SendAsync(number, part)));
    }

    private async Task<SentPart> SendAsync(int number, PartBuffer part)
    {
        try
        {
            var done = await upload.SendAsync(number, part, stop.Token);
            reader.GiveBack(part);
            return done;
        }
        catch (Exception error)
        {
            await FailAsync(error);
            throw;
        }
        finally
        {
            slots.Release();
        }
    }

    private Task FailAsync(Exception error)
    {
        Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(error), null);
        return stop.CancelAsync();
    }
}
