using Muster.Aws.Store;

namespace Muster.Tests.Aws.Store;

public sealed class BodyTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(599, 7)]
    [InlineData(600, 7)]
    [InlineData(5_000, 200)]
    [InlineData(1_000_000, 3)]
    public void A_record_comes_back_as_it_was_whatever_its_length_and_how_well_it_packs(int length, int period)
    {
        var record = Enumerable.Range(0, length).Select(i => (byte)(i % period * 37 % 256)).ToArray();

        var packed = Body.Pack(record);

        Assert.Equal(record, Body.Unpack(new(packed)));
        Assert.Equal(record, Body.Unpack(new(packed, 0, packed.Length, writable: false, publiclyVisible: true)));
        Assert.True(packed.Length <= length + 1);
    }

    [Fact]
    public void A_record_that_is_cut_off_or_damaged_is_told()
    {
        var packed = Body.Pack(Enumerable.Range(0, 5_000).Select(i => (byte)(i * i % 251)).ToArray());

        Assert.Equal("A record's packed bytes are damaged, or end too early.", Assert.Throws<InvalidDataException>(() => Body.Unpack(new(packed[..^9]))).Message);
        packed.AsSpan(20, 40).Fill(0xff);
        Assert.Throws<InvalidDataException>(() => Body.Unpack(new(packed)));
        Assert.Equal("A record is packed in the unknown way 9.", Assert.Throws<InvalidDataException>(() => Body.Unpack(new([9, 1]))).Message);
        Assert.Equal("A record is packed in the unknown way -1.", Assert.Throws<InvalidDataException>(() => Body.Unpack(new())).Message);
    }
}
