using Muster.Aws;
using Muster.Aws.Blobs;
using Muster.Stores;
using Muster.Tests.Servers.StandIn;

namespace Muster.Tests.Aws.Blobs;

public sealed class MultipartPutTests : IDisposable
{
    private const int Part = S3BlobOptions.LeastPartBytes;
    private readonly StandInRig rig = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData(0, "PutObject")]
    [InlineData(Part - 1, "PutObject")]
    [InlineData(Part, "PutObject")]
    [InlineData(Part + 1, "CreateMultipartUpload UploadPart UploadPart CompleteMultipartUpload")]
    [InlineData((2 * Part) + 7, "CreateMultipartUpload UploadPart UploadPart UploadPart CompleteMultipartUpload")]
    public async Task A_content_goes_in_one_request_or_in_parts(int length, string operations)
    {
        var bytes = StandInRig.Bytes(length);

        var info = await rig.Blobs.PutAsync("a/b", new UnseekableStream(bytes), Cancel);

        Assert.Equal(new("a/b", length, StandInRig.Digest(bytes)), info);
        Assert.Equal(operations, string.Join(' ', rig.Server.Operations));
        Assert.Equal(bytes, await rig.ReadAsync("a/b"));
        Assert.Empty(rig.Bucket.Uploads);
    }

    [Fact]
    public async Task The_digest_is_found_with_what_was_one_request_and_not_with_what_came_in_parts()
    {
        var small = await rig.PutAsync("small", "text");
        await rig.PutAsync("large", StandInRig.Bytes(Part + 1));

        Assert.Equal(small, await rig.Blobs.FindAsync("small", Cancel));
        Assert.Equal(new("large", Part + 1, null), await rig.Blobs.FindAsync("large", Cancel));
    }

    [Fact]
    public async Task A_range_over_parts_gives_its_bytes()
    {
        var bytes = StandInRig.Bytes((2 * Part) + 7);
        await rig.PutAsync("large", bytes);

        Assert.Equal(bytes[(Part - 3)..(Part + 5)], await rig.ReadAsync("large", Part - 3, 8));
    }

    [Fact]
    public async Task A_content_that_breaks_off_leaves_no_upload_and_what_was_there()
    {
        await rig.PutAsync("a", "first");

        await Assert.ThrowsAsync<InvalidDataException>(() => rig.Blobs.PutAsync("a", new UnseekableStream(StandInRig.Bytes(3 * Part)) { BreaksAt = 2 * Part }, Cancel));

        Assert.Empty(rig.Bucket.Uploads);
        Assert.Equal("first", await rig.TextAsync("a"));
    }

    [Fact]
    public async Task A_put_cancelled_while_parts_are_sent_leaves_no_upload()
    {
        using var cancelling = new CancellationTokenSource();
        rig.Server.Spoil("UploadPart", new StandInFault { Until = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancel) });
        var content = new UnseekableStream(StandInRig.Bytes(3 * Part)) { AtEnd = cancelling.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Blobs.PutAsync("a", content, cancelling.Token));

        Assert.Empty(rig.Bucket.Uploads);
        Assert.Empty(rig.Bucket.Objects);
    }

    [Fact]
    public async Task A_part_that_is_refused_ends_the_put_and_leaves_no_upload()
    {
        rig.Server.Spoil("UploadPart", new StandInFault(), new StandInFault(403, "AccessDenied"));

        var error = await Assert.ThrowsAsync<AwsProblemException>(() => rig.PutAsync("a", StandInRig.Bytes(3 * Part)));

        Assert.Equal(
            "The blob a could not be written: UploadPart on the bucket blobs (eu-central-1) failed: S3 answered 403 AccessDenied: This is AccessDenied. Grant s3:PutObject, or take credentials that have it.",
            error.Message);
        Assert.Empty(rig.Bucket.Uploads);
        Assert.Empty(rig.Bucket.Objects);
    }

    [Fact]
    public async Task Parts_that_change_on_their_way_are_refused_and_sent_again()
    {
        var bytes = StandInRig.Bytes((2 * Part) + 7);
        rig.Server.Spoil("UploadPart", new StandInFault { ChangesByte = true }, new StandInFault(500, "InternalError"));

        await rig.PutAsync("a", bytes);

        Assert.Equal(bytes, await rig.ReadAsync("a"));
    }

    [Fact]
    public async Task A_completion_whose_answer_is_lost_is_found_to_be_done()
    {
        rig.Server.Spoil("CompleteMultipartUpload", new StandInFault { LosesAnswer = true });

        await rig.PutAsync("a", StandInRig.Bytes(Part + 1));

        Assert.Equal(Part + 1, rig.Bucket.Objects["a"].Content.Length);
        Assert.DoesNotContain("AbortMultipartUpload", rig.Server.Operations);
    }

    [Fact]
    public async Task A_completion_that_failed_after_its_headers_is_tried_again()
    {
        rig.Server.Spoil("CompleteMultipartUpload", new StandInFault(200, "InternalError"));

        await rig.PutAsync("a", StandInRig.Bytes(Part + 1));

        Assert.Equal(Part + 1, rig.Bucket.Objects["a"].Content.Length);
        Assert.Equal(2, rig.Server.Operations.Count(operation => operation == "CompleteMultipartUpload"));
    }

    [Fact]
    public async Task An_upload_that_somebody_aborted_is_told_as_such()
    {
        await rig.PutAsync("a", "another's");
        rig.Server.Spoil("CompleteMultipartUpload", new StandInFault(404, "NoSuchUpload"));

        var error = await Assert.ThrowsAsync<AwsProblemException>(() => rig.PutAsync("a", StandInRig.Bytes(Part + 1)));

        Assert.Equal(
            "The blob a could not be written: CompleteMultipartUpload on the bucket blobs (eu-central-1) failed: S3 answered 404 NoSuchUpload: This is NoSuchUpload. Somebody aborted the upload meanwhile. Check that no lifecycle rule aborts uploads within hours, then try again.",
            error.Message);
    }

    [Fact]
    public async Task Unfinished_uploads_of_dead_processes_are_removed_and_young_ones_left()
    {
        var noon = TimeProvider.System.GetUtcNow();
        var (old, young) = (rig.Bucket.Begin("a", new Dictionary<string, string>(), noon.AddDays(-1)), rig.Bucket.Begin("b", new Dictionary<string, string>(), noon));

        await rig.Blobs.RemoveUnfinishedAsync(noon.AddHours(-1), Cancel);

        Assert.Equal([young], rig.Bucket.Uploads.Keys);
        Assert.NotEqual(old, young);
    }

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long BreaksAt { get; init; } = long.MaxValue;

        public Action AtEnd { get; init; } = () => { };

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= BreaksAt)
                throw new InvalidDataException("The content broke off.");
            // In pieces that fit no part.
            var read = Read(buffer.Span[..Math.Min(buffer.Length, 70_001)]);
            if (read == 0)
                AtEnd();
            return new(read);
        }
    }
}
