using System.Security.Cryptography;
using System.Text;
using Muster.Stores;

namespace Muster.Tests.Conformance;

/// <summary>What every store of blobs does. Each adapter's tests inherit it.</summary>
public abstract class BlobStoreConformance
{
    /// <summary>An empty store.</summary>
    protected abstract IBlobStore Blobs { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("spec.json", "{}")]
    [InlineData("runs/r1/spec.json", "")]
    [InlineData("with space/%41#?&+.txt", "text")]
    [InlineData("ünïcode/✓/🌊", "🌊")]
    [InlineData(".hidden/..two", "dots")]
    public async Task A_blob_comes_back_as_it_was_put(string key, string text)
    {
        var info = await PutAsync(key, text);

        Assert.Equal(new(key, Encoding.UTF8.GetByteCount(text), Digest(text)), info);
        Assert.Equal(text, await ReadAsync(key));
    }

    [Fact]
    public async Task A_big_blob_comes_back_with_the_digest_of_its_bytes()
    {
        var bytes = new byte[3_000_001];
        new Random(7).NextBytes(bytes);

        var info = await Blobs.PutAsync("big", new MemoryStream(bytes), Cancel);

        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), (info.Length, info.Sha256));
        using var stream = (await Blobs.GetAsync("big", cancel: Cancel))!;
        Assert.Equal(info.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, Cancel)));
    }

    [Fact]
    public async Task A_put_replaces_what_was_there()
    {
        await PutAsync("a/b", "a long first text");
        await PutAsync("a/b", "second");

        Assert.Equal("second", await ReadAsync("a/b"));
        Assert.Equal(6, (await Blobs.FindAsync("a/b", Cancel))!.Length);
    }

    [Fact]
    public async Task What_was_never_put_is_null()
    {
        await PutAsync("a/b/c", "text");

        foreach (var key in new[] { "x", "a", "a/b", "a/b/d", "a/b/c/d" })
        {
            Assert.Null(await Blobs.GetAsync(key, cancel: Cancel));
            Assert.Null(await Blobs.FindAsync(key, Cancel));
        }
    }

    [Theory]
    [InlineData(0, null, "0123456789")]
    [InlineData(3, null, "3456789")]
    [InlineData(0, 4L, "0123")]
    [InlineData(3, 4L, "3456")]
    [InlineData(8, 4L, "89")]
    [InlineData(10, null, "")]
    [InlineData(99, 4L, "")]
    [InlineData(4, 0L, "")]
    public async Task A_range_gives_the_bytes_that_are_there(long offset, long? length, string expected)
    {
        await PutAsync("digits", "0123456789");

        Assert.Equal(expected, await ReadAsync("digits", offset, length));
    }

    [Theory]
    [InlineData(-1, null, "A blob's bytes are counted from 0. (Parameter 'offset')\nActual value was -1.")]
    [InlineData(0, -1L, "A part of a blob has 0 bytes or more. (Parameter 'length')\nActual value was -1.")]
    public async Task A_range_below_zero_is_refused(long offset, long? length, string message) => Assert.Equal(
        message, (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Blobs.GetAsync("digits", offset, length, Cancel))).Message);

    [Fact]
    public virtual async Task Blobs_are_listed_by_prefix_in_the_order_of_their_keys()
    {
        foreach (var key in new[] { "b/2", "a", "a-b", "a.b", "b/10", "b/1/z", "b/1-", "b/🌊", "b/\uffee", "bc", "c/d/e/f" })
            await PutAsync(key, key);

        Assert.Equal(["a", "a-b", "a.b", "b/1-", "b/1/z", "b/10", "b/2", "b/\uffee", "b/🌊", "bc", "c/d/e/f"], await KeysAsync(""));
        Assert.Equal(["b/1-", "b/1/z", "b/10", "b/2", "b/\uffee", "b/🌊"], await KeysAsync("b/"));
        Assert.Equal(["b/1-", "b/1/z", "b/10"], await KeysAsync("b/1"));
        Assert.Equal(["a", "a-b", "a.b"], await KeysAsync("a"));
        Assert.Equal(["c/d/e/f"], await KeysAsync("c/d/e/f"));
        Assert.Empty(await KeysAsync("x/y"));
        Assert.Empty(await KeysAsync("A"));
    }

    [Fact]
    public async Task A_listing_tells_lengths()
    {
        await PutAsync("a", "12345");

        var blob = Assert.Single(await Blobs.ListAsync("", Cancel).ToListAsync(Cancel));

        Assert.Equal(("a", 5), (blob.Key, blob.Length));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_deleting_it_again_is_no_error()
    {
        await PutAsync("a/b", "text");
        await Blobs.DeleteAsync("a/b", Cancel);
        await Blobs.DeleteAsync("a/b", Cancel);
        await Blobs.DeleteAsync("never/was", Cancel);

        Assert.Null(await Blobs.GetAsync("a/b", cancel: Cancel));
        Assert.Empty(await KeysAsync(""));
    }

    [Fact]
    public async Task An_open_blob_keeps_its_bytes_when_another_is_put_in_its_place()
    {
        await PutAsync("a", "first");
        using var open = (await Blobs.GetAsync("a", cancel: Cancel))!;
        await PutAsync("a", "second");
        await Blobs.DeleteAsync("a", Cancel);

        Assert.Equal("first", await TextAsync(open));
    }

    [Fact]
    public async Task A_put_whose_content_fails_leaves_what_was_there()
    {
        await PutAsync("a", "first");

        await Assert.ThrowsAsync<InvalidDataException>(() => Blobs.PutAsync("a", new FailingStream(), Cancel));

        Assert.Equal("first", await ReadAsync("a"));
        Assert.Equal(["a"], await KeysAsync(""));
    }

    [Fact]
    public virtual async Task Racing_puts_leave_one_of_them_whole()
    {
        var texts = Enumerable.Range(0, 16).Select(i => new string((char)('a' + i), 100_000 + i)).ToList();

        await Task.WhenAll(texts.Select(text => Task.Run(() => PutAsync("raced", text), Cancel)));

        Assert.Contains(await ReadAsync("raced"), texts);
    }

    [Theory]
    [InlineData("", "has an empty part")]
    [InlineData("/a", "has an empty part")]
    [InlineData("a//b", "has an empty part")]
    [InlineData("a/", "has an empty part")]
    [InlineData("a/./b", "has the part \".\"")]
    [InlineData("../a", "has the part \"..\"")]
    [InlineData("a/.muster-put-1", "has a part that starts with \".muster-\", which is reserved")]
    [InlineData("a\nb", "has a control character")]
    public async Task A_key_that_is_none_is_refused(string key, string problem)
    {
        var message = $"The blob key \"{key}\" {problem}. A key is parts separated by \"/\", such as \"runs/ID/spec.json\". (Parameter 'key')";

        Assert.Equal(message, (await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(key, ""))).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<ArgumentException>(() => Blobs.GetAsync(key, cancel: Cancel))).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<ArgumentException>(() => Blobs.FindAsync(key, Cancel))).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<ArgumentException>(() => Blobs.DeleteAsync(key, Cancel))).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Blobs.UriOf(key)).Message);
    }

    [Fact]
    public virtual async Task A_key_or_part_that_is_too_long_is_refused()
    {
        var longest = string.Join('/', Enumerable.Repeat(new string('k', 255), 4));

        await PutAsync(longest, "text");

        Assert.Equal("text", await ReadAsync(longest));
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(longest + "/k", ""));
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(new string('k', 256), ""));
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(new string('ü', 128), ""));
    }

    [Fact]
    public void A_key_has_a_uri_of_its_own() =>
        Assert.Equal(4, new HashSet<string>(((string[])["a b", "a%20b", "a+b", "a/b"]).Select(key => Blobs.UriOf(key).AbsoluteUri)).Count);

    [Fact]
    public async Task A_cancelled_call_throws_and_changes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Blobs.PutAsync("a", new MemoryStream([1]), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Blobs.GetAsync("a", cancel: cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Blobs.FindAsync("a", cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Blobs.DeleteAsync("a", cancelled.Token));

        Assert.Empty(await KeysAsync(""));
    }

    protected Task<BlobInfo> PutAsync(string key, string text) => Blobs.PutAsync(key, new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancel);

    protected async Task<string> ReadAsync(string key, long offset = 0, long? length = null)
    {
        using var stream = await Blobs.GetAsync(key, offset, length, Cancel);
        return await TextAsync(stream!);
    }

    protected async Task<IEnumerable<string>> KeysAsync(string prefix) =>
        (await Blobs.ListAsync(prefix, Cancel).ToListAsync(Cancel)).Select(blob => blob.Key);

    private static async Task<string> TextAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancel);
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class FailingStream : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            reads++ == 0 ? new(buffer.Length) : throw new InvalidDataException("The content broke off.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new InvalidDataException("The content broke off.");
    }
}
