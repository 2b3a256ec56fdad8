using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Tests.Core.Sweeps;

public class ValueRangeTests
{
    [Theory]
    [InlineData("1", "5", null, "1 2 3 4 5")]
    [InlineData("5", "1", null, "5 4 3 2 1")]
    [InlineData("3", "3", null, "3")]
    [InlineData("-1", "1", null, "-1 0 1")]
    [InlineData("1", "10", "4", "1 5 9")]
    [InlineData("10", "1", "4", "10 6 2")]
    [InlineData("10", "1", "-4", "10 6 2")]
    [InlineData("0", "1", "0.25", "0.00 0.25 0.50 0.75 1.00")]
    [InlineData("0.1", "0.3", "0.1", "0.1 0.2 0.3")]
    [InlineData("0.5", "-0.5", "0.5", "0.5 0.0 -0.5")]
    [InlineData("1", "1.5", "1", "1")]
    [InlineData("0.10", "0.12", "0.01", "0.10 0.11 0.12")]
    public void A_range_goes_from_the_first_to_the_last_that_is_not_beyond(string first, string last, string? step, string values) =>
        Assert.Equal(values, string.Join(' ', Between(first, last, step)));

    [Theory]
    [InlineData("0.1", "0.5", null, "needs a step, such as 0.1..0.5..0.1")]
    [InlineData("1", "5", "0", "has the step 0; it is more, or less")]
    [InlineData("1", "5", "-1", "leads up from 1 to 5, but its step -1 leads down")]
    [InlineData("1", "2147483647", null, "")]
    [InlineData("0", "2147483648", null, "has 2147483649 values; at most 2147483647 can be counted")]
    [InlineData("0", "99999999999999999999999999999999999999999", "0.00000000000000000000000000001",
        "has 9999999999999999999999999999999999999999900000000000000000000000000001 values; at most 2147483647 can be counted")]
    public void What_cannot_be_a_range_is_told_without_counting_it_out(string first, string last, string? step, string problem)
    {
        var isOne = ValueRange.TryBetween(Exact(first), Exact(last), step is null ? null : Exact(step), out _, out var told);

        Assert.Equal((problem.Length == 0, problem), (isOne, told ?? ""));
    }

    [Fact]
    public void The_values_are_those_of_exact_arithmetic_and_keep_their_digits()
    {
        var numbers = Gen.Choose(-10_000, 10_000).Zip(Gen.Choose(0, 4)).Select(n => new ExactNumber(n.Item1, n.Item2));
        var steps = Gen.Choose(1, 3_000).Zip(Gen.Choose(0, 3)).Select(n => new ExactNumber(n.Item1, n.Item2));
        Prop.ForAll(numbers.Zip(numbers).Zip(steps).ToArbitrary(), drawn =>
        {
            var ((first, last), step) = drawn;
            if (!ValueRange.TryBetween(first, last, step, out var range, out _)) return false;
            var sign = decimal.Parse(last.ToString()) < decimal.Parse(first.ToString()) ? -1 : 1;
            var (from, to, by) = (decimal.Parse(first.ToString()), decimal.Parse(last.ToString()), sign * decimal.Parse(step.ToString()));
            var digits = $"F{Math.Max(first.Scale, step.Scale)}";
            var expected = new List<string>();
            for (var value = from; sign * value <= sign * to; value += by) expected.Add(value.ToString(digits));
            return range.Count == expected.Count && new[] { 0, range.Count / 2, range.Count - 1 }.All(at => Same(range[at].Text, expected[at]));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-12.50")]
    [InlineData("0.001")]
    [InlineData("123456789012345678901234567890.123456789")]
    public void A_number_is_written_as_it_was_read(string text) => Assert.Equal(text, Exact(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("007")]
    [InlineData("1e3")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData("x")]
    public void What_is_no_plain_number_is_none(string text) => Assert.False(ExactNumber.TryParse(text, out _));

    [Fact]
    public void There_is_no_value_beyond_the_last()
    {
        var range = new ValueRange(new(BigInteger.One, 0), new(BigInteger.One, 0), 3);

        Assert.Throws<ArgumentOutOfRangeException>(() => range[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => range[-1]);
    }

    // Zero may have lost its sign on one side.
    private static bool Same(string one, string other) => one == other || one == other.TrimStart('-') || one.TrimStart('-') == other;

    private static ExactNumber Exact(string text) => ExactNumber.TryParse(text, out var number) ? number.Value : throw new FormatException(text);

    private static ValueRange Between(string first, string last, string? step) =>
        ValueRange.TryBetween(Exact(first), Exact(last), step is null ? null : Exact(step), out var range, out var problem) ? range : throw new FormatException(problem);
}
