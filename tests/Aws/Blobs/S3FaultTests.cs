using Muster.Aws;
using Muster.Aws.Blobs;
using Muster.Stores;
using Muster.Tests.Servers.StandIn;

namespace Muster.Tests.Aws.Blobs;

public sealed class S3FaultTests : IDisposable
{
    private readonly StandInRig rig = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_busy_S3_is_asked_again_after_ever_longer_waits()
    {
        rig.Server.Spoil("PutObject", new StandInFault(503, "SlowDown"), new StandInFault(429, "TooManyRequests"), new StandInFault(500), new StandInFault(400, "RequestTimeout"));

        await rig.PutAsync("a", "text");

        Assert.Equal("text", await rig.TextAsync("a"));
        var waits = rig.Time.Waits.ToList();
        Assert.Equal(4, waits.Count);
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(20)));
        Assert.True(waits[^1] > waits[0]);
    }

    [Fact]
    public async Task A_busy_S3_is_given_up_after_some_tries()
    {
        rig.Server.Spoil("PutObject", [.. Enumerable.Repeat(new StandInFault(503, "SlowDown"), 50)]);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => rig.PutAsync("a/b", "text"));

        Assert.Equal(
            "The blob a/b could not be written: PutObject on the bucket blobs (eu-central-1) failed 6 times, last: S3 answered 503 SlowDown: This is SlowDown. Check the network and the region, then try again.",
            error.Message);
        Assert.Equal(6, rig.Server.Operations.Count());
    }

    [Fact]
    public async Task A_put_whose_bytes_change_on_their_way_is_refused_and_sent_again()
    {
        rig.Server.Spoil("PutObject", new StandInFault { ChangesByte = true });

        await rig.PutAsync("a", "text");

        Assert.Equal("text", await rig.TextAsync("a"));
        Assert.Equal(["PutObject", "PutObject", "GetObject"], rig.Server.Operations);
    }

    [Fact]
    public async Task An_S3_that_is_not_there_is_unavailable()
    {
        rig.Server.Dispose();

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => rig.Blobs.FindAsync("a", Cancel));

        Assert.Equal(
            $"The blob a could not be looked up: HeadObject on the bucket blobs (eu-central-1) failed 6 times, last: Connection refused (127.0.0.1:{rig.Server.Address.Port}). Check the network and the region, then try again.",
            error.Message);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_told_by_every_call()
    {
        using var nowhere = new StandInRig(new("eu-central-1", "nowhere"));
        var blobs = nowhere.Blobs;
        const string Answered = "S3 answered 404 NoSuchBucket: This is NoSuchBucket. Check the bucket's name, or create it.";

        async Task Tells(string failed, Func<Task> call) =>
            Assert.Equal($"{failed} on the bucket nowhere (eu-central-1) failed: {Answered}", (await Assert.ThrowsAsync<AwsProblemException>(call)).Message);

        await Tells("The blob a could not be written: PutObject", () => nowhere.PutAsync("a", "text"));
        await Tells("The blob a could not be written: CreateMultipartUpload", () => nowhere.PutAsync("a", StandInRig.Bytes(S3BlobOptions.LeastPartBytes + 1)));
        await Tells("The blob a could not be read: GetObject", () => blobs.GetAsync("a", cancel: Cancel));
        await Tells("The blob a could not be removed: DeleteObject", () => blobs.DeleteAsync("a", Cancel));
        await Tells("The blobs at \"a/\" could not be listed: ListObjectsV2", () => nowhere.KeysAsync("a/"));
        var error = await Assert.ThrowsAsync<AwsProblemException>(() => blobs.FindAsync("a", Cancel));
        Assert.Equal("The blob a could not be looked up: HeadBucket on the bucket nowhere (eu-central-1) failed: S3 answered 404 NotFound. Check the bucket's name, or create it.", error.Message);
    }

    [Theory]
    [InlineData(403, "AccessDenied", "Grant s3:GetObject on the objects and s3:ListBucket on the bucket (without the latter S3 refuses keys where nothing is, too), or take credentials that have it.")]
    [InlineData(403, "InvalidAccessKeyId", "Sign in again, or check the AWS credentials.")]
    [InlineData(403, "SignatureDoesNotMatch", "Sign in again, or check the AWS credentials.")]
    [InlineData(400, "ExpiredToken", "Sign in again, or check the AWS credentials.")]
    [InlineData(403, "RequestTimeTooSkewed", "Set this machine's clock.")]
    [InlineData(301, "PermanentRedirect", "The bucket is not in eu-central-1. Correct the region.")]
    [InlineData(400, "AuthorizationHeaderMalformed", "The bucket is not in eu-central-1. Correct the region.")]
    [InlineData(405, "MethodNotAllowed", "See S3's list of error codes for its meaning.")]
    public async Task What_will_not_pass_is_told_at_once_and_what_to_do(int status, string code, string advice)
    {
        rig.Server.Spoil("GetObject", new StandInFault(status, code, "us-east-1"));

        var error = await Assert.ThrowsAsync<AwsProblemException>(() => rig.Blobs.GetAsync("a", cancel: Cancel));

        Assert.Equal($"The blob a could not be read: GetObject on the bucket blobs (eu-central-1) failed: S3 answered {status} {code}: This is {code}. {advice}", error.Message);
        Assert.Empty(rig.Time.Waits);
    }

    [Fact]
    public async Task A_refused_look_up_says_which_rights_are_needed()
    {
        rig.Server.Spoil("HeadObject", new StandInFault(403));

        var error = await Assert.ThrowsAsync<AwsProblemException>(() => rig.Blobs.FindAsync("a", Cancel));

        Assert.Equal("The blob a could not be looked up: HeadObject on the bucket blobs (eu-central-1) failed: S3 answered 403 Forbidden. Grant s3:GetObject on the objects and s3:ListBucket on the bucket (without the latter S3 refuses keys where nothing is, too), or take credentials that have it.", error.Message);
    }

    [Fact]
    public async Task A_listing_goes_on_over_pages()
    {
        using var paged = new StandInRig(pageKeys: 2);
        var keys = Enumerable.Range(0, 5).Select(i => $"a/{i}").ToArray();
        foreach (var key in keys)
            await paged.PutAsync(key, "text");

        Assert.Equal(keys, await paged.KeysAsync("a/"));
        Assert.Equal(3, paged.Server.Operations.Count(operation => operation == "ListObjectsV2"));
    }

    [Fact]
    public async Task A_console_s_folder_is_no_blob()
    {
        await rig.PutAsync("a/b", "text");
        rig.Bucket.Objects["a/"] = rig.Bucket.Objects["a/b"];

        Assert.Equal(["a/b"], await rig.KeysAsync(""));
    }

    [Fact]
    public async Task A_place_with_a_prefix_sees_what_is_below_it()
    {
        using var below = new StandInRig(new("eu-central-1", "blobs", "team/muster"));
        await below.PutAsync("a/b", "text");
        below.Bucket.Objects["team/mustered"] = below.Bucket.Objects["team/muster/a/b"];

        Assert.Equal(["a/b"], await below.KeysAsync(""));
        Assert.Equal("text", await below.TextAsync("a/b"));
        Assert.Equal("s3://blobs/team/muster/a/b?region=eu-central-1", below.Blobs.UriOf("a/b").AbsoluteUri);
        var longest = string.Join('/', Enumerable.Repeat(new string('k', 255), 4));
        Assert.Equal(
            $"The blob key \"{longest}\" is longer than 1024 bytes with the prefix \"team/muster\". Take a shorter prefix. (Parameter 'key')",
            Assert.Throws<ArgumentException>(() => below.Blobs.UriOf(longest)).Message);
    }
}
