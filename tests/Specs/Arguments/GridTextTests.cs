namespace Muster.Tests.Specs.Arguments;

public class GridTextTests
{
    [Theory]
    [InlineData("lr=0.1,0.01", "0.1|0.01")]
    [InlineData("seed=1..3", "1|2|3")]
    [InlineData("seed=3..1,7", "3|2|1|7")]
    [InlineData("x=0..1..0.5", "0.0|0.5|1.0")]
    [InlineData("x=1..9..4,true, two words", "1|5|9|true| two words")]
    [InlineData(@"x=a\,b,c", "a,b|c")]
    [InlineData(@"x=a\\,b", @"a\|b")]
    [InlineData(@"x=1\..5", "1..5")]
    [InlineData(@"x=\d+\.txt", @"\d+\.txt")]
    [InlineData("x=../data,..,v1..v2,1=2", "../data|..|v1..v2|1=2")]
    [InlineData("x=2026-01-01,10.0.0.1,1e-4,007", "2026-01-01|10.0.0.1|1e-4|007")]
    public void Values_stand_between_commas_and_ranges_count(string text, string values) =>
        Assert.Equal(values.Split('|').Select(value => $"{text.Split('=')[0]}={value}"), Given.Read(Given.Grid([text])));

    [Fact]
    public void Several_axes_are_multiplied_and_the_last_varies_fastest() =>
        Assert.Equal(["a=1 b=x", "a=1 b=y", "a=2 b=x", "a=2 b=y"], Given.Read(Given.Grid(["a=1,2", "b=x,y"])));

    [Fact]
    public void Without_a_grid_there_is_one_point() => Assert.Equal([""], Given.Read(Given.Grid([])));

    [Fact]
    public void Settings_are_options_so_that_their_names_are_free_but_for_those_of_rows()
    {
        Assert.Equal(["timeout=1 name=2 Command=3"], Given.Read(Given.Grid(["timeout=1", "name=2", "Command=3"])));
        Assert.Equal(["region=1"], Given.Read(Given.Grid(["param:region=1"])));
        Assert.Equal(
            ["muster: 'region' says where a point runs, and a grid varies parameters only. Give its values in rows by --from, or write 'param:region' if it is a parameter."],
            Given.Read(Given.Grid(["region=1"])));
        Assert.Equal(
            ["muster: 'Region' looks like the setting 'region'. Did you mean 'region'? If it is a parameter, write 'param:Region'."],
            Given.Read(Given.Grid(["Region=1"])));
    }

    [Theory]
    [InlineData("lr", "muster: --grid is 'lr', but must be NAME=VALUES, such as lr=0.1,0.01 or seed=1..5.")]
    [InlineData("lr=", "muster: --grid is 'lr=', but must be NAME=VALUES, such as lr=0.1,0.01 or seed=1..5.")]
    [InlineData("=1", "muster: --grid is '=1', but must be NAME=VALUES, such as lr=0.1,0.01 or seed=1..5.")]
    [InlineData(" lr=1", "muster: The parameter's name ' lr' begins or ends with white space. Give it a name such as 'alpha'.")]
    [InlineData("lr=1,,2", "muster: --grid 'lr=1,,2' has an empty value, its second. Remove the comma; a point with empty text may come by --from, as {\"lr\": \"\"}.")]
    [InlineData("x=001..010", @"muster: --grid 'x=001..010' has '001..010', which is no range FIRST..LAST or FIRST..LAST..STEP of numbers such as 1, -2 or 0.5. If it is text, write 001\..010.")]
    [InlineData("x=1..", @"muster: --grid 'x=1..' has '1..', which is no range FIRST..LAST or FIRST..LAST..STEP of numbers such as 1, -2 or 0.5. If it is text, write 1\...")]
    [InlineData("x=1..2..3..4", @"muster: --grid 'x=1..2..3..4' has '1..2..3..4', which is no range FIRST..LAST or FIRST..LAST..STEP of numbers such as 1, -2 or 0.5. If it is text, write 1\..2\..3\..4.")]
    [InlineData("x=0.1..0.5", "muster: --grid 'x=0.1..0.5' has the range 0.1..0.5, which needs a step, such as 0.1..0.5..0.1.")]
    [InlineData("x=1..99999999999", "muster: --grid 'x=1..99999999999' has the range 1..99999999999, which has 99999999999 values; at most 2147483647 can be counted.")]
    [InlineData("x=1..1000000,7", "muster: --grid 'x=1..1000000,7' lists 1000001 values; a list has at most 1000000. A range that stands alone may be longer.")]
    public void What_is_no_axis_says_what_one_looks_like(string text, string message) => Assert.Equal([message], Given.Read(Given.Grid([text])));

    [Fact]
    public void All_that_is_wrong_is_told_at_once() => Assert.Equal(
        [
            "muster: --grid is 'a', but must be NAME=VALUES, such as lr=0.1,0.01 or seed=1..5.",
            "muster: The parameters 'b-c' and 'b_c' would both be the variable PARAM_b_c, since a shell's names hold only letters, digits and '_'. Rename one.",
            "muster: --grid gives the parameter 'x' twice. Put all its values into one.",
        ],
        Given.Read(Given.Grid(["a", "b-c=1", "b_c=2", "x=1", "x=2"])));

    [Fact]
    public void A_grid_that_nobody_could_count_is_refused() => Assert.Equal(
        ["muster: The grid has more than 9223372036854775807 points. Shorten its axes."],
        Given.Read(Given.Grid(["a=1..2000000000", "b=1..2000000000", "c=1..2000000000"])));

    [Fact]
    public void The_longest_numbers_are_kept_to_the_last_digit()
    {
        var (whole, small) = (new string('9', 100), $"0.{new string('0', 97)}1");
        using var rows = new MemoryStream();
        var spec = Given.Grid([$"x={whole}..{whole}..{small}"]).Read(() => rows).Spec!;

        var again = Muster.Sweeps.SweepSpecJson.Read(Muster.Sweeps.SweepSpecJson.Write(spec));
        Assert.Equal($"{whole}.{new string('0', 98)}", Assert.Single(again.Grid[0].Values).Text);
        Assert.StartsWith("muster: --grid ", Assert.Single(Given.Read(Given.Grid([$"x=1..{whole}0"]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_grid_is_computed_and_never_expanded()
    {
        using var rows = new MemoryStream();
        var spec = Given.Grid(["a=1..2000000000", "b=1..1000000000"]).Read(() => rows).Spec!;

        var points = new Muster.Sweeps.PointSource(spec, null);
        Assert.Equal(2_000_000_000_000_000_000, points.Count);
        Assert.Equal("2000000000 999999999", string.Join(' ', points[points.Count - 2].Parameters.Select(parameter => parameter.Value.Text)));
        Assert.True(Muster.Sweeps.SweepSpecJson.Write(spec).Length < 2000);
    }
}
