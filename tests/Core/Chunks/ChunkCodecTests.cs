using FsCheck;
using FsCheck.Fluent;
using Muster.Chunks;
using Muster.Points;
using Muster.Tests.Conformance;

namespace Muster.Tests.Core.Chunks;

public class ChunkCodecTests
{
    [Fact]
    public void Lines_come_back_as_they_were_encoded() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var entries = AnyEntries(seed);

        Assert.Equal(Texts(entries), Texts(ChunkCodec.Decode(ChunkCodec.Encode(entries))));
    }));

    [Fact]
    public void Damaged_bytes_are_refused_or_read_but_never_crash() => Check.QuickThrowOnFailure(Prop.ForAll<int, int, byte>((seed, place, value) =>
    {
        var bytes = ChunkCodec.Encode(AnyEntries(seed));
        bytes[Math.Abs(place % bytes.Length)] = value;
        try
        {
            ChunkCodec.Decode(bytes);
        }
        catch (InvalidDataException)
        {
            // What is refused is refused as damaged, whatever was hit.
        }
    }));

    [Fact]
    public void Bytes_that_are_cut_off_or_too_many_are_refused() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var bytes = ChunkCodec.Encode(AnyEntries(seed));

        Assert.Throws<InvalidDataException>(() => ChunkCodec.Decode(bytes[..^1]));
        Assert.Throws<InvalidDataException>(() => ChunkCodec.Decode([.. bytes, 0]));
    }));

    [Theory]
    [InlineData(new byte[0], "A chunk's lines end too early (0 bytes); the record is damaged.")]
    [InlineData(new byte[] { 9 }, "A chunk's lines are of format 9; this version of Muster reads formats 1 and 2. Use a newer Muster.")]
    [InlineData(new byte[] { 1, 255, 255, 255, 255, 7 }, "A chunk's lines end too early (6 bytes); the record is damaged.")]
    [InlineData(new byte[] { 1, 255, 255, 255, 255, 255, 255 }, "A chunk's lines hold a number that cannot be (7 bytes); the record is damaged.")]
    [InlineData(new byte[] { 1, 1, 77, 0, 0 }, "A chunk's line has the unknown state 77; the record is damaged.")]
    [InlineData(new byte[] { 1, 1, 0, 0, 0, 0 }, "A chunk's lines go on after the last line (6 bytes); the record is damaged.")]
    [InlineData(new byte[] { 1, 1, 2, 0, 1, 0, 99, 0, 0, 0 }, "An attempt has the unknown end 99; the record is damaged.")]
    public void What_is_wrong_with_the_bytes_is_said(byte[] bytes, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => ChunkCodec.Decode(bytes)).Message);

    [Fact]
    public void A_point_that_succeeded_at_once_takes_about_thirty_bytes()
    {
        var attempt = Samples.Attempt() with { Output = null, Result = null, Note = null };
        var entry = new PointEntry { State = PointState.Succeeded, Attempts = [attempt] };

        Assert.InRange(ChunkCodec.Encode([.. Enumerable.Repeat(entry, 64)]).Length / 64, 20, 35);
    }

    [Fact]
    public void A_chunk_of_new_points_takes_three_bytes_each() =>
        Assert.Equal(2 + 3 * 64, ChunkCodec.Encode([.. Enumerable.Repeat(PointEntry.New, 64)]).Length);

    [Fact]
    public void Times_are_kept_to_the_microsecond()
    {
        var time = Samples.Noon.AddTicks(12_345_678);
        var entry = new PointEntry { NotBefore = time, Attempts = [Samples.Attempt() with { StartedAt = time, Elapsed = TimeSpan.FromTicks(12_345_678) }] };

        var read = ChunkCodec.Decode(ChunkCodec.Encode([entry]))[0];

        Assert.Equal((time.AddTicks(-8), time.AddTicks(-8)), (read.NotBefore, read.Attempts[0].StartedAt));
        Assert.Equal(TimeSpan.FromTicks(12_345_670), read.Attempts[0].Elapsed);
    }

    private static PointEntry[] AnyEntries(int seed)
    {
        var any = new AnyRecord(seed);
        return [.. Enumerable.Range(0, Math.Abs(seed % 65)).Select(_ => any.Entry())];
    }

    private static IEnumerable<string> Texts(IEnumerable<PointEntry> entries) =>
        entries.Select(entry => $"{entry.State} {entry.NotBefore:O} {string.Join(' ', entry.Attempts)}");
}
