using FsCheck;
using FsCheck.Fluent;
using Muster.Specs;
using Muster.Tests.Core.Sweeps;

namespace Muster.Tests.Specs;

public class CsvTests
{
    private const string Command = "#: command: echo\n";

    [Fact]
    public void Cells_pass_unchanged_and_an_empty_one_is_absent()
    {
        var (_, points) = Reading.Good(Command + "a,b,c\n007,1e-4,\n,\"\",x y \n\" q \"\"r\"\" \",\"line\nbreak\",\"1,5\"\n", SpecFormat.Csv);

        Assert.Equal(["a=007 b=1e-4", "c=x y ", "a= q \"r\"  b=line\nbreak c=1,5"], points.Shown());
        Assert.Equal(["\"007\"", "1e-4"], points[0].Parameters.Select(p => p.Value.Json));
    }

    [Fact]
    public void An_empty_cell_leaves_the_default()
    {
        var (_, points) = Reading.Good("#: command: echo\n#: defaults: {a: 5}\na,b\n,1\n2,1\n", SpecFormat.Csv);
        Assert.Equal(["a=5 b=1", "a=2 b=1"], points.Shown());
    }

    [Theory]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n3,\"4\"\r\n")]
    public void Line_ends_and_quotes_make_no_difference(string csv)
    {
        var (_, points) = Reading.Good("#: command: echo" + (csv.Contains('\r') ? "\r\n" : "\n") + csv, SpecFormat.Csv);
        Assert.Equal(["a=1 b=2", "a=3 b=4"], points.Shown());
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name()
    {
        var (_, points) = Reading.Good("\uFEFF#: command: echo\na\n1\n", SpecFormat.Csv);
        Assert.Equal(["a=1"], points.Shown());
    }

    [Fact]
    public void A_column_may_be_placement_or_begin_with_a_number_sign()
    {
        var (_, points) = Reading.Good(Command + "#chrom,region,param:region\n1,eu-west-1,chr1:1-500\n2,,\n", SpecFormat.Csv);

        Assert.Equal(["#chrom=1 region=chr1:1-500", "#chrom=2"], points.Shown());
        Assert.Equal(("eu-west-1", null), (points[0].Placement.Region, points[1].Placement.Region));
    }

    [Fact]
    public void Words_that_mean_something_to_yaml_are_text_in_a_cell()
    {
        var (_, points) = Reading.Good(Command + "a,b,c,d\nnull,~,[1],true\n", SpecFormat.Csv);
        Assert.Equal(["\"null\"", "\"~\"", "\"[1]\"", "true"], points[0].Parameters.Select(p => p.Value.Json));
    }

    [Fact]
    public void A_number_like_placement_is_text_where_text_is_asked_for()
    {
        var (_, points) = Reading.Good(Command + "key_pair,spot,spot_max_price\n123,true,0.5\n", SpecFormat.Csv);
        Assert.Equal(("123", true, 0.5m), (points[0].Placement.KeyPair, points[0].Placement.Spot, points[0].Placement.SpotMaxPrice));
    }

    [Fact]
    public void The_grid_of_a_csv_comes_after_its_rows()
    {
        var (_, points) = Reading.Good("#: command: echo\n#: grid:\n#:   b: [8, 9]\na\n1\n", SpecFormat.Csv);
        Assert.Equal(["a=1", "b=8", "b=9"], points.Shown());
    }

    [Fact]
    public void Any_table_comes_back_from_its_csv() =>
        Prop.ForAll(Texts.Any.Where(t => t.Length > 0).ArrayOf(3).NonEmptyListOf().ToArbitrary(), rows =>
        {
            var csv = Command + "x,y,z\n" + string.Concat(rows.Select(r => string.Join(',', r.Select(Cell)) + "\n"));
            var (_, points) = Reading.Good(csv, SpecFormat.Csv);
            return points.Count == rows.Count && rows.Select((r, i) => points[i].Parameters.Select(p => p.Value.Text).SequenceEqual(r)).All(same => same);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_large_table_reads_the_same_whatever_falls_on_the_edge_of_a_block()
    {
        var rows = Enumerable.Range(0, 20_000).Select(i => new string((char)('a' + (i % 26)), i % 37) + "\"\r\n,").ToList();
        var (_, points) = Reading.Good(Command + "x,n\r\n" + string.Concat(rows.Select((r, i) => $"{Cell(r)},{i}\r\n")), SpecFormat.Csv);

        Assert.Equal(rows.Count, points.Count);
        Assert.All(Enumerable.Range(0, rows.Count), i => Assert.Equal([rows[i], $"{i}"], points[i].Parameters.Select(p => p.Value.Text)));
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
