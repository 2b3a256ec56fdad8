using Amazon.Runtime;
using Amazon.S3.Model;
using Muster.Aws.Blobs.Calls;
using Muster.Stores;

namespace Muster.Aws.Blobs.Gets;

/// <summary>
/// The bytes of a get, read forward. A connection that breaks or stalls is opened again where it was, on the same object.
/// A check, where there is one, is held when the last bytes arrive: they are not given out when it fails.
/// </summary>
internal sealed class BlobStream : Stream
{
    private const int MostBreaks = 5;
    private static readonly TimeSpan s_stall = TimeSpan.FromMinutes(1);

    private readonly BlobGet get;
    private readonly IContentCheck? check;
    private readonly TimeProvider time;
    private readonly string etag;
    private GetObjectResponse? answer;
    private long position;
    private bool isChecked;

    /// <summary>The bytes of an answer.</summary>
    /// <param name="get">What was asked for.</param>
    /// <param name="answer">Owned by the stream.</param>
    /// <param name="check">Owned by the stream; null: there is nothing to hold the bytes against.</param>
    /// <param name="time">Ends waits for bytes.</param>
    public BlobStream(BlobGet get, GetObjectResponse answer, IContentCheck? check, TimeProvider time)
    {
        (this.get, this.answer, this.check, this.time) = (get, answer, check, time);
        (Length, etag) = (answer.ContentLength, answer.ETag);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException("A blob on S3 is read forward only.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = buffer.Length > 0 && position < Length ? await ReadSomeAsync(buffer[..(int)Math.Min(buffer.Length, Length - position)], cancellationToken) : 0;
        check?.Append(buffer.Span[..read]);
        position += read;
        if (position == Length && !isChecked)
            await HoldChecksAsync(cancellationToken);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads while this thread waits.</summary>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A blob on S3 is read forward only.");

    public override void SetLength(long value) => throw new NotSupportedException("A blob is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blob is only read.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseAnswer();
            check?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        for (var breaks = 0; ; breaks++)
        {
            answer ??= await get.ReopenAsync(position, etag, cancel);
            try
            {
                if (await ReadOnceAsync(answer.ResponseStream, buffer, cancel) is > 0 and var read)
                    return read;
                throw new EndOfStreamException("The answer ended before its last byte.");
            }
            catch (Exception error) when (S3Fault.MayPass(error) && !cancel.IsCancellationRequested)
            {
                CloseAnswer();
                if (breaks == MostBreaks)
                    throw new StoreUnavailableException(
                        $"The blob {get.Key} could not be read further than byte {position} of {Length}: the connection broke {MostBreaks + 1} times, last: {S3Fault.Told(error)} Check the network, then read it again.", error);
            }
        }
    }

    private async Task<int> ReadOnceAsync(Stream from, Memory<byte> buffer, CancellationToken cancel)
    {
        using var stall = new CancellationTokenSource(s_stall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancel);
        return await from.ReadAsync(buffer, either.Token);
    }

    private async Task HoldChecksAsync(CancellationToken cancel)
    {
        isChecked = true;
        if (check is null)
            await HoldOthersAsync(cancel);
        else if (check.End() is var (kept, found) && kept != found)
            throw get.Differs($"its SHA-256 is {found}, but {kept} was kept with it");
    }

    // The SDK holds what other tools leave with an object, an MD5 or a CRC, when it meets the end.
    private async Task HoldOthersAsync(CancellationToken cancel)
    {
        try
        {
            if (answer is not null)
                await ReadOnceAsync(answer.ResponseStream, new byte[1], cancel);
        }
        catch (AmazonClientException)
        {
            throw get.Differs("the checksum that S3 keeps with it does not match");
        }
    }

    private void CloseAnswer()
    {
        try
        {
            answer?.Dispose();
        }
        catch (AmazonClientException)
        {
            // The SDK says again what was said when the last bytes were read.
        }

        answer = null;
    }
}
