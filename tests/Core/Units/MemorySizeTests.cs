using FsCheck;
using FsCheck.Fluent;
using Muster.Units;

namespace Muster.Tests.Core.Units;

public class MemorySizeTests
{
    [Theory]
    [InlineData("512MiB", 512L << 20, "512MiB")]
    [InlineData("4GiB", 4L << 30, "4GiB")]
    [InlineData("1024MiB", 1L << 30, "1GiB")]
    [InlineData("3KiB", 3 << 10, "3KiB")]
    [InlineData("2TiB", 2L << 40, "2TiB")]
    [InlineData("1500B", 1500, "1500B")]
    [InlineData("0GiB", 0, "0B")]
    [InlineData("8388607TiB", 8388607L << 40, "8388607TiB")]
    public void An_amount_is_read_and_has_one_canonical_text(string text, long bytes, string canonical)
    {
        Assert.Equal(bytes, MemorySize.Parse(text));
        Assert.Equal(canonical, MemorySize.Format(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("GiB")]
    [InlineData("4GB")]
    [InlineData("4G")]
    [InlineData("4gib")]
    [InlineData("4 GiB")]
    [InlineData("1.5GiB")]
    [InlineData("-1GiB")]
    [InlineData("4GiB ")]
    [InlineData("8388608TiB")]
    [InlineData("99999999999999999999B")]
    public void What_is_no_amount_is_refused(string text)
    {
        Assert.False(MemorySize.TryParse(text, out _));
        var error = Assert.Throws<FormatException>(() => MemorySize.Parse(text));
        Assert.Equal($"'{text}' is not a whole number with one of the units B, KiB, MiB, GiB or TiB, such as 512MiB or 4GiB.", error.Message);
    }

    [Fact]
    public void Every_amount_comes_back_from_its_text() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 31)).Select(p => (long)p.Item1 << p.Item2).ToArbitrary(),
            bytes => MemorySize.Parse(MemorySize.Format(bytes)) == bytes).QuickCheckThrowOnFailure();
}
