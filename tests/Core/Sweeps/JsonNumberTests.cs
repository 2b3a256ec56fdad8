using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Muster.Sweeps;

namespace Muster.Tests.Core.Sweeps;

public class JsonNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("10")]
    [InlineData("1e-4")]
    [InlineData("1E+400")]
    [InlineData("-12.50e3")]
    public void A_json_number_is_one(string text) => Assert.True(JsonNumber.Is(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("007")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("NaN")]
    public void What_looks_like_a_number_elsewhere_is_none(string text) => Assert.False(JsonNumber.Is(text));

    [Fact]
    public void It_agrees_with_a_json_parser() =>
        Prop.ForAll(Gen.Elements("0", "1", "9", "-", "+", ".", "e", "E").NonEmptyListOf().Select(p => string.Concat(p.Take(6))).ToArbitrary(),
            text => JsonNumber.Is(text) == IsJson(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
