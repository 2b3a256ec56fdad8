using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Aws.Blobs;
using Muster.Stores;
using Muster.Tests.Servers.StandIn;

namespace Muster.Tests.Aws.Blobs;

public sealed class S3BlobUriTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_uri_tells_bucket_key_and_region() => Assert.Equal(
        "s3://results/runs/a%20b/%2541%23%3F%26%2B.txt?region=eu-central-1",
        S3BlobUri.Of(new("eu-central-1", "results"), "runs/a b/%41#?&+.txt").AbsoluteUri);

    [Fact]
    public void Every_key_comes_back_from_its_uri_also_by_way_of_a_text() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString>().Filter(text => IsKey(text.Get)),
        text =>
        {
            var uri = S3BlobUri.Of(new("eu-central-1", "results"), text.Get);
            var expected = (new S3BlobPlace("eu-central-1", "results"), text.Get);
            Assert.Equal(expected, S3BlobUri.Parse(uri));
            Assert.Equal(expected, S3BlobUri.Parse(new(uri.AbsoluteUri)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("https://results/a?region=eu-central-1", "does not start with \"s3://\"")]
    [InlineData("s3://results/a", "does not tell the region")]
    [InlineData("s3://results/?region=eu-central-1", "has no key")]
    public void A_uri_that_is_none_is_refused(string uri, string problem) => Assert.Equal(
        $"The URI \"{uri}\" {problem}. An object's URI is s3://BUCKET/KEY?region=REGION, such as s3://results/runs/ID/spec.json?region=eu-central-1. (Parameter 'uri')",
        Assert.Throws<ArgumentException>(() => S3BlobUri.Parse(new(uri))).Message);

    [Theory]
    [InlineData("Frankfurt", "results", "\"Frankfurt\" is no AWS region. One looks like \"eu-central-1\". (Parameter 'region')")]
    [InlineData("eu-central-1", "My_Bucket", "\"My_Bucket\" is no S3 bucket's name. One has 3 to 63 lower-case letters, digits, dots and hyphens. (Parameter 'bucket')")]
    [InlineData("eu-central-1", "fast--euc1-az1--x-s3", "\"fast--euc1-az1--x-s3\" is a directory bucket, which lists in no order. Take a general purpose bucket. (Parameter 'bucket')")]
    public void A_place_that_is_none_is_refused(string region, string bucket, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new S3BlobPlace(region, bucket)).Message);

    [Fact]
    public async Task Blobs_are_opened_by_their_uris_in_any_region_and_bucket()
    {
        using var server = new S3StandIn("frankfurt");
        server.AddBucket("virginia");
        using var clients = server.Clients();
        using var blobs = new S3Blobs(clients, TimeProvider.System, () => 0.5);
        var (near, far) = (blobs.At(new("eu-central-1", "frankfurt", "below")), blobs.At(new("us-east-1", "virginia")));
        await near.PutAsync("a b/%", new MemoryStream("near"u8.ToArray()), Cancel);
        await far.PutAsync("a b/%", new MemoryStream("far"u8.ToArray()), Cancel);

        Assert.Equal("near", await TextAsync(blobs, near.UriOf("a b/%")));
        Assert.Equal("far", await TextAsync(blobs, far.UriOf("a b/%")));
        Assert.Equal(3, (await blobs.FindAsync(far.UriOf("a b/%"), Cancel))!.Length);
        Assert.Null(await blobs.GetAsync(far.UriOf("b"), cancel: Cancel));
        Assert.Null(await blobs.FindAsync(far.UriOf("b"), Cancel));
    }

    private static async Task<string> TextAsync(S3Blobs blobs, Uri uri)
    {
        using var reader = new StreamReader((await blobs.GetAsync(uri, cancel: Cancel))!, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancel);
    }

    private static bool IsKey(string text)
    {
        try
        {
            BlobKey.Require(text);
            return text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
