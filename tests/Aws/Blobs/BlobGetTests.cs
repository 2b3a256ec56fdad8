using Muster.Aws;
using Muster.Aws.Blobs;
using Muster.Stores;
using Muster.Tests.Servers.StandIn;

namespace Muster.Tests.Aws.Blobs;

public sealed class BlobGetTests : IDisposable
{
    private const int Part = S3BlobOptions.LeastPartBytes;
    private readonly StandInRig rig = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Bytes_that_are_not_those_that_were_put_are_not_given_out()
    {
        await rig.PutAsync("a", "text");
        rig.Server.Spoil("GetObject", new StandInFault { ChangesByte = true });

        var error = await Assert.ThrowsAsync<AwsProblemException>(() => rig.ReadAsync("a"));

        Assert.Equal(
            $"The blob a in the bucket blobs (eu-central-1) is not what was written: its SHA-256 is {StandInRig.Digest("texu"u8.ToArray())}, but {StandInRig.Digest("text"u8.ToArray())} was kept with it. Do not use it; read it again, and if that fails too, write it anew.",
            error.Message);
    }

    [Fact]
    public async Task Bytes_of_parts_that_are_not_those_that_were_put_are_not_given_out()
    {
        await rig.PutAsync("a", StandInRig.Bytes((2 * Part) + 7));
        rig.Server.Spoil("GetObject", new StandInFault { ChangesByte = true });

        var error = await Assert.ThrowsAsync<AwsProblemException>(() => rig.ReadAsync("a"));

        Assert.Matches("^The blob a in the bucket blobs \\(eu-central-1\\) is not what was written: its SHA-256 is [A-Za-z0-9+/]{43}=-3, but [A-Za-z0-9+/]{43}=-3 was kept with it\\. Do not use it; ", error.Message);
    }

    [Fact]
    public async Task A_put_of_another_tool_is_held_against_the_checksum_that_S3_has()
    {
        await rig.PutAsync("a", "text");
        rig.Bucket.Objects["a"] = rig.Bucket.Objects["a"] with { Metadata = new Dictionary<string, string>() };

        Assert.Equal("text", await rig.TextAsync("a"));
        Assert.Equal(StandInRig.Digest("text"u8.ToArray()), (await rig.Blobs.FindAsync("a", Cancel))!.Sha256);
        rig.Server.Spoil("GetObject", new StandInFault { ChangesByte = true });
        await Assert.ThrowsAsync<AwsProblemException>(() => rig.ReadAsync("a"));
    }

    [Fact]
    public async Task A_put_of_another_tool_without_SHA_256_is_held_against_its_MD5()
    {
        await rig.PutAsync("a", "text");
        var md5OfText = "\"1cb251ec0d568de6a929b520c4aed8d1\"";
        rig.Bucket.Objects["a"] = rig.Bucket.Objects["a"] with { Metadata = new Dictionary<string, string>(), Checksum = "", ETag = md5OfText };

        Assert.Equal("text", await rig.TextAsync("a"));
        Assert.Null((await rig.Blobs.FindAsync("a", Cancel))!.Sha256);
        rig.Server.Spoil("GetObject", new StandInFault { ChangesByte = true });
        var error = await Assert.ThrowsAsync<AwsProblemException>(() => rig.ReadAsync("a"));
        Assert.Equal(
            "The blob a in the bucket blobs (eu-central-1) is not what was written: the checksum that S3 keeps with it does not match. Do not use it; read it again, and if that fails too, write it anew.",
            error.Message);
    }

    [Fact]
    public async Task A_blob_may_be_closed_before_its_end()
    {
        await rig.PutAsync("a", StandInRig.Bytes(Part));

        using var stream = (await rig.Blobs.GetAsync("a", cancel: Cancel))!;

        Assert.Equal(10, await stream.ReadAtLeastAsync(new byte[10], 10, cancellationToken: Cancel));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1000, null)]
    [InlineData(1000, 2_000_000L)]
    public async Task A_connection_that_breaks_is_opened_again_where_it_was(int offset, long? length)
    {
        var bytes = StandInRig.Bytes((2 * Part) + 7);
        await rig.PutAsync("a", bytes);
        rig.Server.Spoil("GetObject", new StandInFault { BreaksAfter = 500_000 }, new StandInFault { BreaksAfter = 1_000_000 }, new StandInFault { BreaksAfter = 0 });

        var read = await rig.ReadAsync("a", offset, length);

        Assert.Equal(bytes[offset..(int)(offset + (length ?? bytes.Length - offset))], read);
        Assert.Equal(4, rig.Server.Operations.Count(operation => operation == "GetObject"));
    }

    [Fact]
    public async Task A_blob_that_was_replaced_while_its_connection_broke_is_not_mixed()
    {
        await rig.PutAsync("a", StandInRig.Bytes(Part));
        rig.Server.Spoil("GetObject", new StandInFault { BreaksAfter = 1_000_000 });
        using var stream = (await rig.Blobs.GetAsync("a", cancel: Cancel))!;
        await rig.PutAsync("a", StandInRig.Bytes(Part - 1));

        var error = await Assert.ThrowsAsync<AwsProblemException>(() => stream.CopyToAsync(Stream.Null, Cancel));

        Assert.Matches("^The blob a could not be read further than byte [0-9]+: the connection broke, and it was replaced or removed in the bucket blobs \\(eu-central-1\\) meanwhile\\. Read it again from its start\\.$", error.Message);
    }

    [Fact]
    public async Task A_connection_that_breaks_at_the_same_byte_again_and_again_is_given_up()
    {
        await rig.PutAsync("a", "text");
        rig.Server.Spoil("GetObject", [.. Enumerable.Repeat(new StandInFault { BreaksAfter = 0 }, 50)]);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => rig.ReadAsync("a"));

        Assert.StartsWith("The blob a could not be read further than byte 0 of 4: the connection broke 6 times, last: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Check the network, then read it again.", error.Message, StringComparison.Ordinal);
    }
}
