using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Muster.Placement;

namespace Muster.Tests.Core.Placement;

public class InstanceTypePatternTests
{
    [Theory]
    [InlineData("c5.*|m5.large", "c5.large c5.24xlarge m5.large", "c5a.large m5.xlarge c5 m5.large2")]
    [InlineData("(c5|m5).(large|xlarge)|t3.*", "c5.large m5.xlarge t3.nano t3.", "c5.2xlarge r5.large")]
    [InlineData("((c|m)(5|6)*.large)", "c5.large m6i.large c5d.large", "r5.large c5.xlarge")]
    [InlineData("*", "c5.large u-6tb1.metal", "")]
    [InlineData("m7i-flex.*", "m7i-flex.large", "m7i.large")]
    public void A_pattern_means_just_these(string text, string these, string notThose)
    {
        var pattern = InstanceTypePattern.Parse(text);
        Assert.All(these.Split(' ', StringSplitOptions.RemoveEmptyEntries), t => Assert.True(pattern.Matches(t), t));
        Assert.All(notThose.Split(' ', StringSplitOptions.RemoveEmptyEntries), t => Assert.False(pattern.Matches(t), t));
    }

    [Theory]
    [InlineData("", "nothing stands at its end")]
    [InlineData("c5.*|", "nothing stands at its end")]
    [InlineData("|c5.*", "nothing stands before the '|' at character 1")]
    [InlineData("c5.(|large)", "nothing stands before the '|' at character 5")]
    [InlineData("c5.()", "nothing stands before the ')' at character 5")]
    [InlineData("(c5.large", "the '(' at character 1 is not closed")]
    [InlineData("c5.large)", "the ')' at character 9 closes nothing")]
    [InlineData("C5.large", "character 1 is 'C'; allowed are a-z, 0-9, '.', '-', '*', '|', '(' and ')'")]
    [InlineData("c5.large m5.large", "character 9 is ' '; allowed are a-z, 0-9, '.', '-', '*', '|', '(' and ')'")]
    [InlineData("c5.large|m5", "a type has a family and a size, such as c5.large or c5.*")]
    [InlineData("((((((((((((((((((c5.large))))))))))))))))))", "it nests more than 16 deep")]
    public void What_is_no_pattern_is_told_where_and_why(string text, string why) =>
        Assert.Equal($"'{text}' is no pattern of instance types: {why}.", Assert.Throws<FormatException>(() => InstanceTypePattern.Parse(text)).Message);

    [Fact]
    public void A_pattern_means_what_its_regular_expression_means() =>
        Prop.ForAll(Patterns(3).Zip(Types()).ToArbitrary(), x =>
        {
            var (text, type) = x;
            var regex = new Regex($"^(?:{text.Replace(".", "\\.", StringComparison.Ordinal).Replace("*", ".*", StringComparison.Ordinal)})$", RegexOptions.None, TimeSpan.FromSeconds(10));
            return !InstanceTypePattern.TryParse(text, out var pattern, out _) || pattern.Matches(type) == regex.IsMatch(type);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Many_stars_and_choices_stay_quick()
    {
        var pattern = InstanceTypePattern.Parse(string.Concat(Enumerable.Repeat("(a*|*a)", 200)) + ".b");
        Assert.False(pattern.Matches(new string('a', 500)));
    }

    private static Gen<string> Patterns(int depth)
    {
        var letters = Gen.Elements("c", "5", ".", "*", "c5", ".l", "-");
        var part = depth == 0 ? letters : Gen.Frequency((4, letters), (1, Patterns(depth - 1).Select(p => $"({p})")));
        var sequence = part.NonEmptyListOf().Select(p => string.Concat(p.Take(3)));
        return sequence.NonEmptyListOf().Select(s => string.Join('|', s.Take(3)));
    }

    private static Gen<string> Types() => Gen.Elements("c", "5", ".", "l", "-").ListOf().Select(p => string.Concat(p.Take(6)));
}
