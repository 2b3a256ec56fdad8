using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Specs;
using Muster.Tests.Core.Sweeps;
using Muster.Tests.Specs.Arguments;

namespace Muster.Tests.Specs.Points;

public class PointReaderTests
{
    [Theory]
    [InlineData("a\nb b\n\n 007 \n1e-4\r\n", "value=a|value=b b|value= 007 |value=1e-4")]
    [InlineData("\n\na", "value=a")]
    [InlineData("a\rb\n", "value=a\rb")]
    [InlineData("name,lr\nx,1\n\"y, z\",2\n", "name=x lr=1|name=y, z lr=2")]
    [InlineData("{\"a\": 1, \"b\": [1,\"x\"]}\n{\"a\": \"2\\n3\"}", "a=1 b=[1,\"x\"]|a=2\n3")]
    [InlineData("a b\0c\nd\0\0e", "value=a b|value=c\nd|value=e")]
    [InlineData("\uFEFFa\n", "value=a")]
    [InlineData("\uFEFFa,b\n1,2\n", "a=1 b=2")]
    public void The_form_is_recognised(string text, string points) => Assert.Equal(points.Split('|'), Given.Read(Given.Points(text, null)));

    [Theory]
    [InlineData("a,b\nc\n", PointFormat.Lines, "value=a,b|value=c")]
    [InlineData("{x}\n", PointFormat.Lines, "value={x}")]
    [InlineData("a\n1\n2\n", PointFormat.Csv, "a=1|a=2")]
    public void The_form_can_be_said(string text, PointFormat format, string points) => Assert.Equal(points.Split('|'), Given.Read(Given.Points(text, format)));

    [Fact]
    public void A_files_name_says_its_form()
    {
        using var files = new TemporarySweeps();
        var csv = files.Write("p.csv", "a\n1\n");
        var other = files.Write("p.txt", "a\n1\n");

        Assert.Equal(["a=1"], Given.Read(Given.Grid([]) with { From = new(csv, null, null) }));
        Assert.Equal(["value=a", "value=1"], Given.Read(Given.Grid([]) with { From = new(other, null, null) }));
    }

    [Theory]
    [InlineData("", null, "stdin: There are no points in it. Give a line for each.")]
    [InlineData("\n\n", null, "stdin: There are no points in it. Give a line for each.")]
    [InlineData("a\n", PointFormat.Csv, "stdin: There are no points in it. Give a header, and a line below it for each.")]
    [InlineData("", PointFormat.Jsonl, "stdin: There are no points in it. Give a JSON object for each.")]
    [InlineData("", PointFormat.Csv, "stdin:1:1: The CSV has no header. Its first line names the columns, such as 'alpha,beta'.")]
    [InlineData("a\n1,2\n", PointFormat.Csv, "stdin:2:1: The row has 2 cells, but the header has 1. Put a cell that holds a comma in quotes.")]
    [InlineData("{\"a\": 1}\n{\"a\": 1, \"a\": 2}\n", PointFormat.Jsonl, "stdin:2:10: 'a' is given twice: here and in line 2. Remove one.")]
    [InlineData("{\"a\": 1}\n\n", PointFormat.Jsonl, "stdin:2:1: The line is empty, but must be a JSON object. Remove it; a row without values is {}.")]
    [InlineData("5\n", PointFormat.Jsonl, "stdin:1:1: A point is 5, but must be a map of parameters, such as {alpha: 0.1, beta: 2}.")]
    [InlineData("a\0b\n", PointFormat.Lines, "stdin:1:1: The value of 'value' holds the character NUL, which no variable can hold. Remove it.")]
    [InlineData("#: timeout: 5s\na\n1\n", PointFormat.Csv, "stdin:1:1: Lines that begin with '#:' hold settings of a sweep file. Submit the file with 'muster submit', or remove them and give options.")]
    [InlineData("a,region\n1,Ireland\n", PointFormat.Csv, "stdin:2:3: 'region' is 'Ireland', but must be a region such as eu-west-1. If it is a parameter, write 'param:region'.")]
    public void What_is_wrong_is_told_with_its_place(string text, PointFormat? format, string message) => Assert.Equal([message], Given.Read(Given.Points(text, format)));

    [Fact]
    public void A_form_that_was_only_recognised_is_named_with_what_is_wrong() => Assert.Equal(
        ["stdin: This was read as CSV, since its first line holds a comma. If it is something else, say so: --from-format lines.",
         "stdin:2:1: The row has 1 cell, but the header has 2. Put a cell that holds a comma in quotes."],
        Given.Read(Given.Points("dear all,hi\nhello\n", null)));

    [Fact]
    public void A_file_that_is_not_there_is_told() => Assert.Equal(
        ["/no/such: The points cannot be read: there is no such file. For a pipe write '--from -'.", "/: The points cannot be read: it is a folder. For a pipe write '--from -'."],
        [.. Given.Read(Given.Grid([]) with { From = new("/no/such", null, null) }), .. Given.Read(Given.Grid([]) with { From = new("/", null, null) })]);

    [Fact]
    public void Lines_come_whole_however_a_pipe_cuts_them() =>
        Prop.ForAll(Texts.Any.Select(text => text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal)).ListOf().Zip(Gen.Choose(1, 7)).ToArbitrary(), drawn =>
        {
            var (lines, size) = drawn;
            var text = string.Concat(lines.Select(line => $"{line}\n"));
            var expected = lines.Where(line => line.Length > 0).Select(line => $"value={line}").ToList();
            var read = Given.Read(Given.Points(new Trickle(Encoding.UTF8.GetBytes(text), size), PointFormat.Lines));
            return expected.Count == 0 ? read[0].StartsWith("stdin: There are no points", StringComparison.Ordinal) : read.SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_first_byte_that_is_no_text_is_found_however_a_pipe_cuts_it() =>
        Prop.ForAll(Texts.Any.Zip(Gen.Choose(1, 7)).Zip(Gen.Elements((byte[])[0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x99], [0x80])).ToArbitrary(), drawn =>
        {
            var ((before, size), bad) = drawn;
            byte[] bytes = [.. Encoding.UTF8.GetBytes(before), .. bad, .. bad is [0xFF] or [0x80] ? "after\n"u8 : []];
            var place = $"stdin:{before.Count(c => c == '\n') + 1}:{before.Length - before.LastIndexOf('\n')}";
            return Given.Read(Given.Points(new Trickle(bytes, size), PointFormat.Lines)).SequenceEqual([$"{place}: This byte is not UTF-8 text. Give the points as UTF-8."]);
        }).QuickCheckThrowOnFailure();

    /// <summary>A pipe that gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(most, count));
    }
}
